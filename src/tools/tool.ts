import * as Effect from "effect/Effect"
import type * as JsonSchema from "effect/JsonSchema"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  InvalidArguments,
  type Tool,
  type ToolHints,
  type ToolKind,
  type ToolOutput
} from "../services/ToolRegistry.ts"

/** A tool as its family file declares it. */
export interface ToolSpec<Fields extends Schema.Struct.Fields, E extends { readonly message: string }, R> {
  /** The wire method with dots as underscores: a dot in a tool name makes some hosts drop the whole server. */
  readonly name: string
  readonly kind: ToolKind
  /** Where its nature is not what follows from its kind. */
  readonly hints?: ToolHints
  /** One or two sentences for the agent. */
  readonly about: string
  /** Arguments that work, shown in the description. */
  readonly example?: Readonly<Record<string, unknown>>
  readonly params: Fields
  /** The wire methods it may send: one list for both generations, or one each. */
  readonly wire?: ReadonlyArray<string> | {
    readonly newest: ReadonlyArray<string>
    readonly seed: ReadonlyArray<string>
  }
  readonly run: (params: Schema.Struct<Fields>["Type"]) => Effect.Effect<ToolOutput, E, R>
}

const isUnbounded = (key: string, value: unknown): boolean =>
  (key === "minimum" && value === Number.MIN_SAFE_INTEGER) || (key === "maximum" && value === Number.MAX_SAFE_INTEGER)

/** The schema an agent reads: no bounds that bound nothing, and no property beyond the declared ones. */
const lean = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(lean)
  if (!Predicate.isObject(schema)) return schema
  const entries = Object.entries(schema)
    .filter(([key, value]) => !isUnbounded(key, value))
    .map(([key, value]) => [key, key === "additionalProperties" && value === true ? false : lean(value)])
  return Object.fromEntries(entries)
}

const isJsonSchema = (value: unknown): value is JsonSchema.JsonSchema => Predicate.isObject(value)

/** Of no fields Effect makes "anything but null", which hosts do not take for an object. */
const nothing: JsonSchema.JsonSchema = { type: "object", properties: {}, additionalProperties: false }

/** A schema as hosts take it. */
export const leanSchema = (schema: JsonSchema.JsonSchema): JsonSchema.JsonSchema => {
  const made = lean(schema)
  return isJsonSchema(made) ? made : nothing
}

const inputSchema = (params: Schema.Struct<Schema.Struct.Fields>): JsonSchema.JsonSchema =>
  Object.keys(params.fields).length === 0 ? nothing : leanSchema(Schema.toJsonSchemaDocument(params).schema)

const describe = (about: string, example: unknown): string =>
  example === undefined ? about : `${about} Example: ${JSON.stringify(example)}`

/**
 * Turns the declaration into a tool: its schema is made when first asked for, its arguments are decoded before it runs. A
 * tool of no parameters takes whatever comes: some hosts cannot send nothing and fill in a dummy.
 */
export const make = <const Fields extends Schema.Struct.Fields, E extends { readonly message: string }, R>(
  spec: ToolSpec<Fields, E, R>
): Tool<R | Schema.Struct<Fields>["DecodingServices"]> => {
  const params = Schema.Struct(spec.params)
  const decode = Schema.decodeUnknownEffect(params, { onExcessProperty: "error", errors: "all" })
  const wire = spec.wire ?? []
  let schema: JsonSchema.JsonSchema | undefined
  return {
    name: spec.name,
    kind: spec.kind,
    ...(spec.hints === undefined ? {} : { hints: spec.hints }),
    description: describe(spec.about, spec.example),
    get inputSchema() {
      return schema ??= inputSchema(params)
    },
    wire: "newest" in wire ? wire : { newest: wire, seed: wire },
    run: (input) =>
      decode(input ?? {}).pipe(
        Effect.mapError((error) =>
          new InvalidArguments({ tool: spec.name, issue: error.message.replaceAll(/\n\s*/g, " ") })
        ),
        Effect.flatMap(spec.run)
      )
  }
}

/** An answer of one text. `data` is what a program gets with `--structured`. */
export const text = (value: string, data?: ToolOutput["data"]): ToolOutput => ({
  content: [{ type: "text", text: value }],
  ...(data === undefined ? {} : { data })
})
