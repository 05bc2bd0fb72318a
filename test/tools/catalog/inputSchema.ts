import * as Schema from "effect/Schema"
import type { AnyTool } from "./catalog.ts"

/** The parts of JSON Schema the tools use. */
export interface Node {
  readonly type?: string
  readonly description?: string
  readonly enum?: ReadonlyArray<string>
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: ReadonlyArray<string>
  readonly items?: Node
  readonly anyOf?: ReadonlyArray<Node>
  readonly additionalProperties?: unknown
}

const Node: Schema.Codec<Node, unknown> = Schema.Struct({
  type: Schema.optionalKey(Schema.String),
  description: Schema.optionalKey(Schema.String),
  enum: Schema.optionalKey(Schema.Array(Schema.String)),
  properties: Schema.optionalKey(Schema.Record(Schema.String, Schema.suspend(() => Node))),
  required: Schema.optionalKey(Schema.Array(Schema.String)),
  items: Schema.optionalKey(Schema.suspend(() => Node)),
  anyOf: Schema.optionalKey(Schema.Array(Schema.suspend(() => Node))),
  additionalProperties: Schema.optionalKey(Schema.Unknown)
})

/** The schema a host is given, decoded. */
export const schemaOf = (tool: AnyTool): Node => Schema.decodeSync(Node)(tool.inputSchema)

export const parametersOf = (tool: AnyTool): Readonly<Record<string, Node>> => schemaOf(tool).properties ?? {}

/** A node and everything below it, with the path to each. */
export const walk = (node: Node, path = ""): ReadonlyArray<{ readonly path: string; readonly node: Node }> => [
  { path, node },
  ...Object.entries(node.properties ?? {}).flatMap(([name, child]) => walk(child, `${path}.${name}`)),
  ...(node.items === undefined ? [] : walk(node.items, `${path}[]`)),
  ...(node.anyOf ?? []).flatMap((child, index) => walk(child, `${path}|${index}`))
]

/** The values a parameter is closed to, also where it takes one or a list of them. */
export const closedValues = (node: Node): ReadonlyArray<string> => [
  ...new Set(walk(node).flatMap((found) => found.node.enum ?? []))
]
