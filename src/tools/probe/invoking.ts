import * as Effect from "effect/Effect"
import { Refused } from "../../services/ProbeError.ts"
import { inspect } from "./inspect.ts"

/** Slots that run an event loop of their own: the answer would come when the dialog closes, and Qt 6 is deaf until then. */
const loops = new Set(["exec", "exec_"])

/**
 * What will be invoked, after a look at the method: one with a pointer parameter kills the application (probe protocol
 * notes §18). Fails with `Refused` where there is none that can be.
 */
export const invocable = Effect.fn("Invoking.invocable")(function*(objectId: string, method: string, count: number) {
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
