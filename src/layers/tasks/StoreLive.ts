import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Settings } from "../../services/Settings.ts"
import * as MemoryStore from "./MemoryStore.ts"

/** The store the settings name: a SQLite file, or none. */
export const layer = Layer.unwrap(Effect.gen(function*() {
  const { state } = yield* Settings
  if (state === undefined) return MemoryStore.layer
  const { layer } = yield* Effect.promise(() => import("./sqlite/SqliteStore.ts"))
  return layer(state)
}))
