import * as Effect from "effect/Effect"
import * as fs from "node:fs/promises"
import * as path from "node:path"
import { SettingsError } from "../../services/Settings.ts"
import { reasonOf } from "../../tools/text/reason.ts"
import { emitTest } from "../replay/emitTest.ts"
import { readRecording } from "../replay/recording.ts"
import { run } from "../replay/run.ts"
import { load } from "../settings/load.ts"
import { misused, takeArguments } from "./arguments.ts"
import type { Command } from "./command.ts"
import { program, quiet } from "./program.ts"

const help = `usage: qtmcp replay FILE [--emit-test] [settings]

Runs the calls of a session that was logged (--caps log or --log-session FILE) again, against an
application that is as the first one was at that time, and stops at the first answer that is another one.

  --emit-test  print the session as a vitest file instead

Not compared: times, durations, ports, process ids, sizes of pictures; refs may have other numbers.
The tools of the bridge itself (qtmcp_*) are left out. Name the same --secrets file as before.
Settings are the flags of qtmcp --help; the modes are those the session used, unless --mode says otherwise.
Exit code: 0 the same, 1 a difference, 2 bad usage or no application.

  qtmcp replay session.jsonl --port 9222
  qtmcp replay session.jsonl --emit-test --demo > session.test.ts
`

const read = (file: string) =>
  Effect.tryPromise({
    try: () => fs.readFile(file, "utf8"),
    catch: (cause) => misused("replay", `${file} cannot be read: ${reasonOf(cause)}`)
  })

/** The lines of a log, those of the files it went on from first. */
const linesOf = Effect.fnUntraced(function*(file: string) {
  const older: Array<string> = []
  for (let number = 1;; number++) {
    const text = yield* Effect.option(read(`${file}.${number}`))
    if (text._tag === "None") break
    older.unshift(text.value)
  }
  return [...older, yield* read(file)].flatMap((text) => text.split("\n"))
})

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`

export const command: Command = {
  help,
  run: Effect.fn("commands.replay")(function*(argv, { environment, err, out }) {
    const { flags, settings: rest, words } = yield* takeArguments("replay", argv, { "emit-test": "boolean" })
    const [file, ...more] = words
    if (file === undefined) return yield* misused("replay", "which file?")
    if (more.length > 0) return yield* misused("replay", `unexpected argument ${JSON.stringify(more[0])}`)
    const recording = readRecording(yield* linesOf(file))
    if (recording.calls === 0) return yield* misused("replay", `${file} holds no call of a tool`)
    if (recording.sessions > 1) {
      yield* err(`${file} holds ${recording.sessions} sessions; the last one is replayed\n`)
    }
    if (recording.bad > 0) yield* err(`${plural(recording.bad, "line")} of ${file} cannot be read\n`)
    const loaded = yield* load(rest, environment, { ...quiet, mode: recording.modes })
    if (flags.has("emit-test")) {
      yield* out(emitTest(path.basename(file), recording, loaded))
      return 0
    }
    const context = yield* program({ ...loaded, caps: [], logSession: undefined })
    return yield* run(recording, loaded.secrets).pipe(
      Effect.provide(context),
      Effect.andThen(
        out(`the same: ${plural(recording.calls, "call")}, ${recording.leftOut} of the bridge left out\n`)
      ),
      Effect.as(0),
      Effect.catchTag("Difference", ({ message }) => Effect.as(out(`${message}\n`), 1)),
      Effect.mapError(({ message }) => new SettingsError({ message: `qtmcp replay: ${message}` }))
    )
  })
}
