import type * as JsonSchema from "effect/JsonSchema"
import * as Schema from "effect/Schema"

/** The parts of JSON Schema the tools use. */
export interface InputSchema {
  readonly type?: string
  readonly description?: string
  readonly enum?: ReadonlyArray<string>
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, InputSchema>>
  readonly required?: ReadonlyArray<string>
  readonly items?: InputSchema
  readonly anyOf?: ReadonlyArray<InputSchema>
  readonly additionalProperties?: unknown
}

const InputSchema: Schema.Codec<InputSchema, unknown> = Schema.Struct({
  type: Schema.optionalKey(Schema.String),
  description: Schema.optionalKey(Schema.String),
  enum: Schema.optionalKey(Schema.Array(Schema.String)),
  minimum: Schema.optionalKey(Schema.Finite),
  maximum: Schema.optionalKey(Schema.Finite),
  properties: Schema.optionalKey(Schema.Record(Schema.String, Schema.suspend(() => InputSchema))),
  required: Schema.optionalKey(Schema.Array(Schema.String)),
  items: Schema.optionalKey(Schema.suspend(() => InputSchema)),
  anyOf: Schema.optionalKey(Schema.Array(Schema.suspend(() => InputSchema))),
  additionalProperties: Schema.optionalKey(Schema.Unknown)
})

/** The schema a host is given, decoded. Throws on one that is no schema. */
export const readSchema: (schema: JsonSchema.JsonSchema) => InputSchema = Schema.decodeSync(InputSchema)
