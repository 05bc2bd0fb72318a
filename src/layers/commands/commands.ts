import type { Command } from "./command.ts"

/** A row of `qtmcp --help`; the code is loaded when it is asked for, so that a server does not pay for it. */
export interface Entry {
  readonly about: string
  readonly load: () => Promise<{ readonly command: Command }>
}

export const commands: ReadonlyMap<string, Entry> = new Map(Object.entries({
  call: { about: "run one tool and print what it answers", load: () => import("./Call.ts") },
  tools: { about: "list the tools of a mode", load: () => import("./Tools.ts") },
  doctor: { about: "check what can be wrong, and say how to put it right", load: () => import("./Doctor.ts") },
  "download-tools": { about: "fetch probe, launcher and test application", load: () => import("./DownloadTools.ts") },
  executor: { about: "run commands for clients of a WebSocket", load: () => import("./Executor.ts") },
  replay: { about: "run a recorded session again", load: () => import("./Replay.ts") }
}))
