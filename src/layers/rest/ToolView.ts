import * as Schema from "effect/Schema"
import type { ListedTool, ToolOutput } from "../../services/ToolRegistry.ts"
import { deepest, isTooDeep } from "../program/depth.ts"

/** A part of what a tool answers; `data` of an image is base64. */
export const ContentView = Schema.Union([
  Schema.Struct({ type: Schema.Literal("text"), text: Schema.String }),
  Schema.Struct({ type: Schema.Literal("image"), data: Schema.String, mimeType: Schema.String })
]).annotate({ identifier: "Content" })

/** What a tool is called with; the tool decodes it. */
export const ToolArguments = Schema.Record(Schema.String, Schema.Unknown).check(
  Schema.makeFilter((value) => !isTooDeep(value) || `Expected at most ${deepest} levels`)
)

/** The body of `POST /tools/{name}`. */
export const ToolCall = Schema.Struct({ arguments: Schema.optionalKey(ToolArguments) }).annotate({
  identifier: "ToolCall"
})

/** A tool as REST lists it. */
export const ToolView = Schema.Struct({
  name: Schema.String,
  kind: Schema.Literals(["read", "act", "wait", "admin", "launch", "exec"]),
  description: Schema.String,
  inputSchema: Schema.Record(Schema.String, Schema.Unknown)
}).annotate({ identifier: "Tool" })

export const view = ({ description, inputSchema, kind, name }: ListedTool): typeof ToolView.Type => ({
  name,
  kind,
  description,
  inputSchema: { ...inputSchema }
})

/** What a call answers. A tool that ran and failed says so in its text and `isError`, as over MCP. */
export const OutputView = Schema.Struct({
  content: Schema.Array(ContentView),
  data: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown)),
  isError: Schema.Boolean
}).annotate({ identifier: "ToolResult" })

export const output = ({ content, data }: ToolOutput): typeof OutputView.Type => ({
  content,
  ...(data === undefined ? {} : { data }),
  isError: false
})

export const failure = (text: string): typeof OutputView.Type => ({ content: [{ type: "text", text }], isError: true })
