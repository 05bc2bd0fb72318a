import type { Mode } from "../services/Settings.ts"
import type { ListedTool } from "../services/ToolRegistry.ts"

/**
 * The listings of the tools by mode, made when the bin is bundled: a start should pay for no tool that it only lists.
 * Empty in the sources, where the tools themselves are asked.
 */
export const prepared: Readonly<Partial<Record<Mode | "admin", ReadonlyArray<ListedTool>>>> = {}
