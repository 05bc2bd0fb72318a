import type { Mode } from "../../src/services/Settings.ts"
import type { Tool, ToolKind } from "../../src/services/ToolRegistry.ts"
import { adminTools } from "../../src/tools/admin/tools.ts"
import { agentTools } from "../../src/tools/agent/tools.ts"
import { chromeTools } from "../../src/tools/chrome/tools.ts"
import { cuTools } from "../../src/tools/cu/tools.ts"
import { execTools } from "../../src/tools/exec/tools.ts"
import { nativeTools } from "../../src/tools/native/tools.ts"
import { logTools } from "../../src/tools/record/log.ts"
import { recordingTools } from "../../src/tools/record/recording.ts"
import { taskTools } from "../../src/tools/task/tools.ts"
import { type InputSchema, readSchema } from "./InputSchema.ts"
import { code, page, table } from "./markdown.ts"

type Described = Pick<Tool, "name" | "kind" | "description" | "inputSchema" | "wire">

interface Chapter {
  readonly title: string
  readonly about: string
  readonly tools: ReadonlyArray<Described>
}

const modes: Readonly<Record<Mode, Chapter>> = {
  agent: {
    title: "Mode `agent`",
    about:
      "The application as a person sees it: labels, values, rows, menus. A whole form is one call, and every step answers with what the application shows afterwards. Start here.",
    tools: agentTools
  },
  native: {
    title: "Mode `native`",
    about:
      "The application as its programmers see it: objects, properties, methods, signals, models. For tests, and for everything that has no widget.",
    tools: nativeTools
  },
  cu: {
    title: "Mode `cu`",
    about:
      "Computer use: a picture, a pointer and a keyboard. Coordinates are pixels of the window, as `cu_screenshot` shows it. For what has no text, such as drawings.",
    tools: cuTools
  },
  chrome: {
    title: "Mode `chrome`",
    about: "The active window as a page of elements with roles and refs, for agents that know browser tools.",
    tools: chromeTools
  },
  exec: {
    title: "Mode `exec`",
    about:
      "Commands and fresh Claude instances, in this process or on an executor (`--executor-url`). It is in no `all` and has to be named: `--mode exec`, `--mode agent,exec`. A command that is cancelled, or whose client goes away during the call, is ended with all it started. What takes longer than `--exec-wait` (50 s) goes on under its id, and its output is the resource `executor://logs/{id}{?offset,limit,stream}`, raw: `offset` and `limit` are bytes of UTF-8, a negative `offset` counts from the end, and no character is taken apart. With `exec` alone there is no application, so the tools of the bridge itself are left out.",
    tools: execTools
  }
}

const chapters: ReadonlyArray<Chapter> = [...Object.values(modes), {
  title: "In every mode but `exec` alone",
  about: "The bridge itself. These work with no application running.",
  tools: adminTools
}, {
  title: "With `--caps`",
  about:
    "What has to be asked for: `--caps log` logs the session to a file, `--caps record` records what the user does. More in [recording.md](recording.md).",
  tools: [...logTools, ...recordingTools]
}, {
  title: "Tasks",
  about:
    "With `--caps tasks`, and always with `--http`: a tool is run in the background, and every client sees the tasks of all. `task://{id}` is a resource, and so are `logs://task/{id}/progress`, `…/execution`, `…/workflow` and `logs://server`.",
  tools: taskTools
}]

const kinds: Readonly<Record<ToolKind, string>> = {
  read: "looks only",
  act: "changes the application or a file",
  wait: "waits, changes nothing",
  admin: "changes the bridge or the probe, not the application",
  launch: "starts or ends an application",
  exec: "runs commands, which may change anything"
}

const range = ({ maximum, minimum }: InputSchema): string =>
  minimum !== undefined && maximum !== undefined
    ? ` ${minimum} to ${maximum}`
    : minimum !== undefined
    ? ` ≥ ${minimum}`
    : maximum !== undefined
    ? ` ≤ ${maximum}`
    : ""

/** A type in words. */
const typeOf = (schema: InputSchema): string => {
  if (schema.enum !== undefined) return schema.enum.map(code).join(", ")
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(" or ")
  if (schema.type === "array") return `list of ${schema.items === undefined ? "anything" : typeOf(schema.items)}`
  if (schema.type === "object") {
    const fields = Object.entries(schema.properties ?? {}).map(([name]) =>
      (schema.required ?? []).includes(name) ? name : `${name}?`
    )
    return fields.length === 0 ? "object" : code(`{${fields.join(", ")}}`)
  }
  return `${schema.type ?? "any JSON"}${range(schema)}`
}

/** The parameters of an object, and below each those of the objects in a list. */
const parameterRows = (schema: InputSchema, prefix = ""): ReadonlyArray<ReadonlyArray<string>> =>
  Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
    const inner = node.items?.properties === undefined ? [] : parameterRows(node.items, `${prefix}${name}[].`)
    const isRequired = (schema.required ?? []).includes(name)
    return [[code(`${prefix}${name}`), typeOf(node), isRequired ? "yes" : "", node.description ?? ""], ...inner]
  })

const section = ({ description, inputSchema, kind, name }: Described): ReadonlyArray<string> => {
  const [about = "", example] = description.split(" Example: ")
  const rows = parameterRows(readSchema(inputSchema))
  return [
    `### ${name}`,
    `${about} *(${kinds[kind]})*`,
    ...(rows.length === 0 ? ["No parameters."] : [table(["parameter", "type", "required", "meaning"], rows)]),
    ...(example === undefined ? [] : [`Example: ${code(example)}`])
  ]
}

const summary = ({ about, title, tools }: Chapter): ReadonlyArray<string> => [
  `## ${title}`,
  about,
  table(
    ["tool", "what it does", "kind"],
    tools.map(({ description, kind, name }) => [
      `[${name}](#${name.toLowerCase()})`,
      description.split(" Example: ")[0] ?? "",
      kind
    ])
  ),
  ...tools.flatMap(section)
]

const isSame = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean => a.join() === b.join()

const methods = (list: ReadonlyArray<string>): string => [...new Set(list)].map(code).join(", ") || "nothing, it cannot"

/** A line for each tool: the methods it may send. */
const wireLines = (tools: ReadonlyArray<Described>): ReadonlyArray<string> =>
  tools.filter(({ wire }) => wire.newest.length + wire.seed.length > 0).map(({ name, wire }) =>
    isSame(wire.newest, wire.seed)
      ? `- **${name}**: ${methods(wire.newest)}`
      : `- **${name}**: ${methods(wire.newest)}; on the seed ${methods(wire.seed)}`
  )

/** `docs/tools.md`: every tool of every mode, from the data the server itself lists. */
export const toolsPage = (): string =>
  page([
    "# Tools",
    "<!-- Made by `npm run docs` from src/tools. Do not edit. -->",
    "A server offers the tools of the modes it was started with (`--mode agent`, `--mode native,cu`, `--mode all`, which is all but `exec`) and those every mode has. Parameters that are not marked as required may be left out; a parameter no tool has is refused.",
    table(["kind", "meaning"], Object.entries(kinds)),
    "Wherever a parameter takes an object it takes a ref from an outline (`e12`), the number a search printed (`#12`), a symbolic name, an objectName that only one object has, or a path. A ref means one object for as long as the connection lasts, and is never given to another.",
    ...chapters.flatMap(summary),
    "## What is sent to the probe",
    "The methods a tool may send, on the newest generation of the probe (qtPilot) and on the seed (QtMCP). Actions look at the application before and after, so their lists hold methods that read as well. The tools of `agent` and `qt_batch` choose their way while they run.",
    chapters.flatMap(({ tools }) => wireLines(tools)).join("\n")
  ])
