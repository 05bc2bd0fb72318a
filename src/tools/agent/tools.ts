import type { ProbeSocket } from "../../services/ProbeSocket.ts"
import type { Refs } from "../../services/Refs.ts"
import type { Tool } from "../../services/ToolRegistry.ts"
import type { X11Input } from "../../services/X11Input.ts"
import { actTools } from "./act.ts"
import { itemTools } from "./items.ts"
import { menuTools } from "./menu.ts"
import { readTools } from "./read.ts"
import { snapshotTools } from "./snapshot.ts"
import { waitTools } from "./wait.ts"

/** Mode `agent`: a whole task in a few calls, by what a person sees. */
export const agentTools: ReadonlyArray<Tool<ProbeSocket | Refs | X11Input>> = [
  ...snapshotTools,
  ...actTools,
  ...menuTools,
  ...itemTools,
  ...readTools,
  ...waitTools
]
