import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { withChanges } from "../probe/action.ts"
import { existingId, inspect } from "../probe/inspect.ts"
import { actingWith } from "../probe/observing.ts"
import { callOn } from "../probe/targets.ts"
import { changeLine } from "../text/changes.ts"
import { formatValue } from "../text/values.ts"
import { make, text } from "../tool.ts"

const decodeResult = Schema.decodeUnknownEffect(Schema.Struct({ result: Schema.Unknown }))

/** Slots that run an event loop of their own: the answer would come when the dialog closes, and Qt 6 is deaf until then. */
const loops = new Set(["exec", "exec_"])

/** What will be invoked, after a look at the method: one with a pointer parameter kills the application (§18). */
const choose = Effect.fnUntraced(function*(objectId: string, method: string, count: number) {
  const name = method.replace(/\(.*$/, "")
  const { methods = [] } = yield* inspect(objectId, ["methods"])
  const named = methods.filter((candidate) => candidate.name === name)
  const fitting = named.filter((candidate) => (candidate.parameterTypes ?? []).length === count)
  if (fitting.some((candidate) => (candidate.parameterTypes ?? []).some((type) => type.includes("*")))) {
    return yield* new Refused({
      reason: `${
        fitting[0]?.signature
      } takes a pointer, which no request can carry: it would crash the application. Nothing was sent.`
    })
  }
  if (fitting.length === 0) {
    const reason = named.length === 0
      ? `The object has no slot or invokable ${name}; qt_methods_list shows what there is.`
      : `${named.map((candidate) => candidate.signature).join(", ")} cannot take ${count} arguments.`
    return yield* new Refused({ reason: `${reason} Nothing was sent.` })
  }
  if (loops.has(name)) {
    const instead = methods.some((candidate) => candidate.name === "open") ? "open" : "show"
    return yield* new Refused({
      reason:
        `${name} returns only when the dialog closes and blocks the application until then. Nothing was sent: invoke ${instead} instead.`
    })
  }
  const canAnimate = name === "click" && count === 0 && methods.some((candidate) => candidate.name === "animateClick")
  return {
    name: canAnimate ? "animateClick" : name,
    returns: fitting.some((candidate) => !["", "void"].includes(candidate.returnType ?? ""))
  }
})

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
      const { name, returns } = yield* choose(id, method, args.length)
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
