import type { ListedTool, ToolKind } from "../../services/ToolRegistry.ts"

/** MCP's hints, from the one word a tool carries. The application is a closed world, a command is not; what either does cannot be undone. */
export const annotations: Readonly<
  Record<
    ToolKind,
    { readonly readOnlyHint: boolean; readonly destructiveHint: boolean; readonly openWorldHint: boolean }
  >
> = {
  read: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
  wait: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
  act: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
  admin: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
  launch: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
  exec: { readOnlyHint: false, destructiveHint: true, openWorldHint: true }
}

/** The hints of a tool: its own, or those of its kind. */
export const annotationsOf = ({ hints, kind }: ListedTool) =>
  hints === undefined ? annotations[kind] : {
    readOnlyHint: hints.readOnly,
    destructiveHint: hints.destructive,
    idempotentHint: hints.idempotent,
    openWorldHint: hints.openWorld
  }
