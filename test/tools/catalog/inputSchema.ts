import { type InputSchema, readSchema } from "../../../scripts/docs/InputSchema.ts"
import type { AnyTool } from "./catalog.ts"

export type Node = InputSchema

/** The schema a host is given, decoded. */
export const schemaOf = (tool: AnyTool): Node => readSchema(tool.inputSchema)

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
