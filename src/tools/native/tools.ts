import type { ProbeSocket } from "../../services/ProbeSocket.ts"
import type { Refs } from "../../services/Refs.ts"
import type { Tool, ToolRegistry } from "../../services/ToolRegistry.ts"
import { batchTools } from "./batch.ts"
import { clickTools } from "./click.ts"
import { findTools } from "./find.ts"
import { geometryTools } from "./geometry.ts"
import { inspectionTools } from "./inspection.ts"
import { itemTools } from "./items.ts"
import { keyboardTools } from "./keyboard.ts"
import { methodTools } from "./methods.ts"
import { modelTools } from "./models.ts"
import { nameTools } from "./names.ts"
import { objectTools } from "./objects.ts"
import { propertyTools } from "./properties.ts"
import { sessionTools } from "./session.ts"
import { signalTools } from "./signals.ts"
import { treeTools } from "./tree.ts"
import { waitTools } from "./wait.ts"

/** Mode `native`: the application's objects. */
export const nativeTools: ReadonlyArray<Tool<ProbeSocket | Refs | ToolRegistry>> = [
  ...treeTools,
  ...findTools,
  ...objectTools,
  ...inspectionTools,
  ...propertyTools,
  ...methodTools,
  ...clickTools,
  ...keyboardTools,
  ...itemTools,
  ...geometryTools,
  ...modelTools,
  ...signalTools,
  ...waitTools,
  ...batchTools,
  ...nameTools,
  ...sessionTools
]
