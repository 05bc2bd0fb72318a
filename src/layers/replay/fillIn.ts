import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { hidden } from "../record/mask.ts"

/** A call typed a secret, and the recording does not hold it. */
export class SecretMissing extends Schema.TaggedError<SecretMissing>()("SecretMissing", {
  call: Schema.Int,
  tool: Schema.String
}) {
  override get message(): string {
    return `call ${this.call}, ${this.tool}: it typed a secret, which the recording does not hold; name the same --secrets file. What was typed into a password field has to be in it too.`
  }
}

/** The arguments with the secrets put back, in the order in which they were taken out. */
export const fillIn = Effect.fnUntraced(function*(
  number: number,
  call: { readonly tool: string; readonly args: unknown; readonly hidden?: ReadonlyArray<number> },
  secrets: ReadonlyArray<string>
) {
  const left = [...call.hidden ?? []]
  let missing = false
  const next = (): string => {
    const secret = secrets[(left.shift() ?? 0) - 1]
    missing ||= secret === undefined
    return secret ?? hidden
  }
  const walk = (value: unknown): unknown => {
    if (Predicate.isString(value)) return left.length === 0 ? value : value.replaceAll(hidden, next)
    if (Array.isArray(value)) return value.map(walk)
    if (!Predicate.isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one)]))
  }
  const args = walk(call.args)
  return missing ? yield* new SecretMissing({ call: number, tool: call.tool }) : args
})
