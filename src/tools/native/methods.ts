import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Param from "../params.ts"
import { withChanges } from "../probe/action.ts"
import { existingId } from "../probe/inspect.ts"
import { invocable } from "../probe/invoking.ts"
import { actingWith } from "../probe/observing.ts"
import { callOn } from "../probe/targets.ts"
import { changeLine } from "../text/changes.ts"
import { formatValue } from "../text/values.ts"
import { make, text } from "../tool.ts"

const decodeResult = Schema.decodeUnknownEffect(Schema.Struct({ result: Schema.Unknown }))

export const methodTools = [
  make({
    name: "qt_methods_invoke",
    kind: "act",
    about: "Invoke a slot or invokable method.",
    example: { objectId: "e12", method: "clear" },
    params: {
      objectId: Param.objectId,
      method: Schema.NonEmptyString.annotate({ description: "bare name" }),
      args: Schema.optionalKey(
        Schema.Array(Schema.Json).check(Schema.isMaxLength(10)).annotate({ description: "arguments in order" })
      )
    },
    wire: actingWith(["qt.objects.info", "qt.methods.list"], "qt.methods.invoke"),
    run: Effect.fn("qt_methods_invoke")(function*({ args = [], method, objectId }) {
      const id = yield* existingId(objectId)
      const { name, returns } = yield* invocable(id, method, args.length)
      let answer: unknown
      const invoke = Effect.tap(
        callOn("qt.methods.invoke", id, { method: name, args }, { action: !returns }),
        (value) => Effect.sync(() => void (answer = value))
      )
      const found = yield* withChanges(invoke, { target: id, delayed: name === "animateClick" })
      const { result } = yield* Effect.orElseSucceed(decodeResult(answer), () => ({ result: null }))
      const head = returns ? `returned ${formatValue(result)}` : `${name} ran`
      return text(`${head}; ${changeLine(found)}`, { result })
    })
  })
]
