import * as Schema from "effect/Schema"
import { Rectangle } from "./probe/Rectangle.ts"

/** Parameters that several tools have. Each carries the words an agent reads, kept few: they are sent with every list. */
export const objectId = Schema.NonEmptyString.annotate({ description: "ref (e12), #id, name or path" })

export const root = Schema.optionalKey(
  Schema.NonEmptyString.annotate({ description: "only below this object (ref, #id, name or path)" })
)

export const properties = Schema.optionalKey(
  Schema.Record(Schema.String, Schema.Json).annotate({
    description: "property values to equal, e.g. {\"visible\":true}"
  })
)

export const className = Schema.NonEmptyString.annotate({ description: "exact class, e.g. QPushButton" })

export const button = Schema.optionalKey(
  Schema.Literals(["left", "right", "middle"]).annotate({ description: "default left" })
)

export const text = (description: string) => Schema.String.annotate({ description })
export const flag = (description: string) => Schema.optionalKey(Schema.Boolean.annotate({ description }))
export const integer = (description: string) => Schema.Int.annotate({ description })
export const count = (description: string) =>
  Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ description })
export const number = (description: string) => Schema.Finite.annotate({ description })

export const point = (description: string) =>
  Schema.Struct({ x: Schema.Finite, y: Schema.Finite }).annotate({ description })

export const region = Schema.optionalKey(Rectangle.annotate({ description: "part of it, in pixels" }))

export const rowPath = (description: string) => Schema.Array(Schema.Int).annotate({ description })
