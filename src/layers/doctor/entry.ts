import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { execFile } from "node:child_process"
import * as fs from "node:fs"
import * as path from "node:path"
import { findExecutable } from "../launcher/executable.ts"
import { load } from "../settings/load.ts"
import { type Finding, note, ok, wrong } from "./finding.ts"
import { isNewEnough, oldestNode } from "./node.ts"

/** A server in a client's file, as far as it concerns us. */
export const Entry = Schema.Struct({
  command: Schema.String,
  args: Schema.optionalKey(Schema.Array(Schema.String)),
  env: Schema.optionalKey(Schema.Record(Schema.String, Schema.String))
})
type Entry = typeof Entry.Type

const patience = 5000

const versionOf = (node: string): Effect.Effect<string> =>
  Effect.callback<string>((resume) => {
    const child = execFile(node, ["--version"], { timeout: patience }, (_, stdout) =>
      resume(Effect.succeed(stdout.trim())))
    return Effect.sync(() =>
      void child.kill()
    )
  })

const isScript = (argument: string): boolean => /\.(?:js|mjs|cjs|ts)$/.test(argument)

/** What can be wrong with an entry, the worst first; nothing where it can be started. */
const faultOf = Effect.fnUntraced(function*(
  { args = [], command, env = {} }: Entry,
  environment: Readonly<Record<string, string | undefined>>
) {
  const found = yield* Effect.result(findExecutable(command, { ...environment, ...env }))
  if (found._tag === "Failure") {
    return [
      `command ${command}: ${found.failure.reason}`,
      "write the full path of the program (which node tells it)"
    ] as const
  }
  const isNode = /^node(?:\.exe)?$/.test(path.basename(command))
  const version = isNode ? yield* versionOf(found.success.path) : ""
  if (isNode && !isNewEnough(version)) {
    const fix = `write the full path of a Node ${
      oldestNode.join(".")
    } or newer as command; this one is ${process.execPath}`
    return [`${found.success.path} is Node ${version || "that does not start"}`, fix] as const
  }
  const script = args.findIndex(isScript)
  const file = args[script]
  if (file !== undefined && !path.isAbsolute(file)) {
    return [`${file} is a relative path, and a client starts in a folder of its own`, "write the full path"] as const
  }
  if (file !== undefined && !fs.existsSync(file)) {
    return [`${file} does not exist`, "build it (npm run build), or correct the path"] as const
  }
  if (file === undefined || !/qtmcp/i.test(path.basename(file))) return undefined
  const settings = yield* Effect.result(load(args.slice(script + 1), env))
  return settings._tag === "Failure" ? [settings.failure.message, "correct its args"] as const : undefined
})

/** Whether an entry can be started: the program, the Node it is, the script, and the settings it is given. */
export const checkEntry = Effect.fn("doctor.checkEntry")(function*(
  label: string,
  entry: Entry,
  environment: Readonly<Record<string, string | undefined>>
) {
  // `${workspaceFolder}` and the like are the client's to fill in.
  if ([entry.command, ...entry.args ?? []].some((word) => word.includes("${"))) {
    return note("client", `${label} holds variables of the client and was not checked`)
  }
  const fault = yield* faultOf(entry, environment)
  const finding: Finding = fault === undefined
    ? ok("client", `${label} can be started`)
    : wrong("client", `${label}: ${fault[0]}`, fault[1])
  return finding
})
