import * as Effect from "effect/Effect"
import { type ListedTool, ToolRegistry } from "../../services/ToolRegistry.ts"
import { annotationsOf } from "../program/annotations.ts"
import { load } from "../settings/load.ts"
import { misused, takeArguments } from "./arguments.ts"
import type { Command } from "./command.ts"
import { program, quiet } from "./program.ts"

const help = `usage: qtmcp tools [--mode MODE] [--json] [settings]

Lists the tools of a mode (native where none is named), one line each, without connecting to anything.

  --mode MODE  agent, native, cu, chrome, exec, a comma list of them, or all (but exec)
  --json       an array with description, kind, inputSchema and annotations of each tool

Settings are the flags of qtmcp --help.
`

const json = (tools: ReadonlyArray<ListedTool>): string => {
  const listed = tools.map((tool) => ({
    name: tool.name,
    kind: tool.kind,
    description: tool.description,
    inputSchema: tool.inputSchema,
    annotations: annotationsOf(tool)
  }))
  return JSON.stringify(listed, null, 2)
}

const lines = (tools: ReadonlyArray<ListedTool>): string => {
  const width = Math.max(...tools.map(({ name }) => name.length))
  return tools.map(({ description, name }) => {
    const [about = ""] = description.split(" Example: ")
    return `${name.padEnd(width)}  ${about.replaceAll(/\s+/g, " ")}`
  }).join("\n")
}

export const command: Command = {
  help,
  run: Effect.fn("commands.tools")(function*(argv, { environment, out }) {
    const { flags, settings, words } = yield* takeArguments("tools", argv, { json: "boolean" })
    if (words.length > 0) return yield* misused("tools", `unexpected argument ${JSON.stringify(words[0])}`)
    const context = yield* program(yield* load(settings, environment, quiet))
    const tools = yield* ToolRegistry.use((registry) => registry.tools).pipe(Effect.provide(context))
    yield* out(`${flags.has("json") ? json(tools) : lines(tools)}\n`)
    return 0
  })
}
