import * as AiTool from "effect/ai/Tool"
import type * as JsonSchema from "effect/JsonSchema"
import * as Predicate from "effect/Predicate"
import { leanSchema } from "../../tools/tool.ts"

/** Where a schema that has a name, as that of a class, is defined. */
const definitions = "#/$defs/"

/** What a tool takes, as hosts read it: an object with its fields at the top, also where it has a name. */
export const inputSchema = (tool: AiTool.Any): JsonSchema.JsonSchema => {
  const { $ref, ...rest } = AiTool.getJsonSchema(tool)
  const { $defs } = rest
  const named = Predicate.isString($ref) && Predicate.isObject($defs) ? $defs[$ref.replace(definitions, "")] : undefined
  return leanSchema({ properties: {}, ...rest, ...(Predicate.isObject(named) ? named : {}) })
}
