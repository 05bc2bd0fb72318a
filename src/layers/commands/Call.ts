import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { applicationModes } from "../../services/Settings.ts"
import { CurrentCall, type ToolOutput, ToolRegistry } from "../../services/ToolRegistry.ts"
import { load } from "../settings/load.ts"
import { misused, takeArguments } from "./arguments.ts"
import type { Command, Surroundings } from "./command.ts"
import { keepPictures } from "./pictures.ts"
import { program, quiet } from "./program.ts"

const help = `usage: qtmcp call TOOL ['{json}'] [--json] [--out FILE] [settings]

Runs one tool as a client would and prints what it answers. All modes but exec are on unless --mode says
otherwise.

  --json      print {content, data} instead of text; pictures in base64 unless --out takes them
  --out FILE  write a picture there (a second one to FILE-2)

Settings are the flags of qtmcp --help.
Exit code: 0 the tool has run, 1 it failed (the reason is on stderr), 2 bad usage, unknown tool or bad arguments.

  qtmcp call qt_find '{"text":"Submit"}' --port 9222
  qtmcp call cu_screenshot --out window.png --demo
`

const decodeArguments = Schema.decodeUnknownEffect(
  Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown))
)

const progress = ({ err, isTerminal }: Surroundings) => (message: string, done?: number, total?: number) =>
  isTerminal ? err(`${message}${total === undefined ? "" : ` (${done ?? 0}/${total})`}\n`) : Effect.void

const print = Effect.fn("commands.print")(function*(
  { content, data }: ToolOutput,
  flags: ReadonlyMap<string, string>,
  { out }: Surroundings
) {
  const file = flags.get("out")
  const pictures = yield* keepPictures(content, file)
  if (flags.has("json")) {
    const parts = content.map((part) => part.type === "image" && file !== undefined ? pictures.get(part) : part)
    return yield* out(`${JSON.stringify({ content: parts, ...(data === undefined ? {} : { data }) }, null, 2)}\n`)
  }
  const lines = content.map((part) => {
    if (part.type === "text") return part.text
    const { bytes, file: target, height, mimeType, width } = { file: undefined, ...pictures.get(part) }
    const where = target === undefined ? "; --out FILE keeps it" : `, written to ${target}`
    return `${mimeType} ${width}x${height}, ${bytes} bytes${where}`
  })
  yield* out(`${lines.join("\n")}\n`)
})

export const command: Command = {
  help,
  run: Effect.fn("commands.call")(function*(argv, surroundings) {
    const { flags, settings, words } = yield* takeArguments("call", argv, { json: "boolean", out: "string" })
    const [tool, input = "{}", ...more] = words
    if (tool === undefined) return yield* misused("call", "which tool? qtmcp tools lists them")
    if (more.length > 0) return yield* misused("call", "the arguments of a tool are one JSON object in quotes")
    const decoded = yield* decodeArguments(input).pipe(
      Effect.mapError(() => misused("call", `${JSON.stringify(input)} is no JSON object`))
    )
    const context = yield* program(
      yield* load(settings, surroundings.environment, { ...quiet, mode: applicationModes })
    )
    return yield* ToolRegistry.use((registry) => registry.call(tool, decoded)).pipe(
      Effect.provideService(CurrentCall, { actor: "local", progress: progress(surroundings) }),
      Effect.provide(context),
      Effect.flatMap((output) => print(output, flags, surroundings)),
      Effect.as(0),
      Effect.catchTags({
        ToolFailed: ({ cause, message }) =>
          Effect.as(surroundings.err(`${message}\n`), Predicate.isTagged(cause, "InvalidArguments") ? 2 : 1),
        UnknownTool: ({ message }) => Effect.as(surroundings.err(`${message}\n`), 2)
      })
    )
  })
}
