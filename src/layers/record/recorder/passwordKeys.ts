import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask } from "../../../tools/probe/ask.ts"
import { isHiddenEcho } from "../../../tools/probe/echoMode.ts"

const value = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

/** Tells of an object whether it hides what is typed into it; each is asked once. */
export const makePasswordKeys = () => {
  const known = new Map<string, boolean>()
  return Effect.fnUntraced(function*(objectId: string) {
    const found = known.get(objectId)
    if (found !== undefined) return found
    const hides = yield* value({ objectId, name: "echoMode" }, { timeout: "1 second" }).pipe(
      Effect.map((answer) => isHiddenEcho(answer.value)),
      // An object without the property shows what is typed; one that cannot be asked now is better not told.
      Effect.catchTag("ProbeFault", () => Effect.succeed(false)),
      Effect.orElseSucceed(() => true)
    )
    known.set(objectId, hides)
    return hides
  })
}
