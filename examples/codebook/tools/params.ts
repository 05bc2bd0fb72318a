import * as Schema from "effect/Schema"

export const document = Schema.NonEmptyString.annotate({ description: "id of list_documents, such as d1" })
export const code = Schema.NonEmptyString.annotate({ description: "id (c3) or name of a code" })
export const coding = Schema.NonEmptyString.annotate({ description: "id of list_codings, such as s12" })
export const quote = Schema.NonEmptyString.annotate({
  description: "the passage, word for word as read_document shows it"
})
export const occurrence = Schema.optionalKey(
  Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 })).annotate({
    description: "which one, counted from 1, where the quote occurs several times"
  })
)
