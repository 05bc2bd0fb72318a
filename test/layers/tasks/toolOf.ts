import type { Tool, ToolKind } from "../../../src/services/ToolRegistry.ts"

/** A tool that takes anything. */
export const toolOf = (name: string, kind: ToolKind, run: Tool["run"]): Tool => ({
  name,
  kind,
  description: "",
  inputSchema: {},
  wire: { newest: [], seed: [] },
  run
})
