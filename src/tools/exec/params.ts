import * as Schema from "effect/Schema"

const day = 86_400_000

/** Parameters that several tools of the mode have. */
export const seconds = (description: string) =>
  Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThan(0)).annotate({ description }))
export const timeout = seconds("seconds until it is killed; usually 600")
export const cwd = Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "its folder" }))
export const id = Schema.NonEmptyString.annotate({ description: "x-…" })
export const command = Schema.NonEmptyString.annotate({ description: "shell text" })

/** Milliseconds of a parameter in seconds, where it is given; at most a day. */
export const milliseconds = (given: number | undefined): number | undefined =>
  given === undefined ? undefined : Math.min(day, Math.ceil(given * 1000))
