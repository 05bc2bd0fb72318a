/** The store the settings name. */
export { layer } from "./MemoryStore.ts"
