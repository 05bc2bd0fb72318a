import type { Discovery } from "../../../src/services/Discovery.ts"
import type { Launcher } from "../../../src/services/Launcher.ts"
import type { ProbeSocket } from "../../../src/services/ProbeSocket.ts"
import type { Recorder } from "../../../src/services/Recorder.ts"
import type { Refs } from "../../../src/services/Refs.ts"
import type { Runs } from "../../../src/services/Runs.ts"
import type { SessionLog } from "../../../src/services/SessionLog.ts"
import { type Capability, drivesApplication, modes, type Settings } from "../../../src/services/Settings.ts"
import type { Tasks } from "../../../src/services/Tasks.ts"
import type { Tool, ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import type { X11Input } from "../../../src/services/X11Input.ts"
import { adminTools } from "../../../src/tools/admin/tools.ts"
import { agentTools } from "../../../src/tools/agent/tools.ts"
import { chromeTools } from "../../../src/tools/chrome/tools.ts"
import { cuTools } from "../../../src/tools/cu/tools.ts"
import { execTools } from "../../../src/tools/exec/tools.ts"
import { nativeTools } from "../../../src/tools/native/tools.ts"
import { logTools } from "../../../src/tools/record/log.ts"
import { recordingTools } from "../../../src/tools/record/recording.ts"
import { taskTools } from "../../../src/tools/task/tools.ts"

export type AnyTool = Tool<
  ProbeSocket | Launcher | Refs | ToolRegistry | Settings | X11Input | Discovery | Recorder | SessionLog | Tasks | Runs
>

/** The tools each mode or capability brings of its own; `admin` comes with every mode. */
export const sets: Readonly<Record<(typeof modes)[number] | Capability | "admin", ReadonlyArray<AnyTool>>> = {
  agent: agentTools,
  native: nativeTools,
  cu: cuTools,
  chrome: chromeTools,
  exec: execTools,
  admin: adminTools,
  record: recordingTools,
  log: logTools,
  tasks: taskTools
}

export const allTools: ReadonlyArray<AnyTool> = Object.values(sets).flat()

/** What a host lists when this mode alone is on. */
export const listed = (mode: (typeof modes)[number]): ReadonlyArray<AnyTool> => [
  ...sets[mode],
  ...(drivesApplication([mode]) ? sets.admin : [])
]
