import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Events } from "../../services/Events.ts"
import { CurrentCall, type ToolOutput } from "../../services/ToolRegistry.ts"
import { answerText, bounded, errorText, type PathOf } from "./shown.ts"

const answerOf = (exit: Exit.Exit<ToolOutput, { readonly message: string }>): string =>
  Exit.isSuccess(exit)
    ? answerText(exit.value)
    : errorText(
      exit.cause.reasons.find(Cause.isFailReason)?.error.message ?? "interrupted: nobody waits for it any more"
    )

/**
 * Every call is two events of the topic `tools`, `call_started` and `call`, which have the number `call` in common. The
 * second is there before the caller has its answer.
 */
export const makeCallEvents = ({ publish }: Events["Service"], path: PathOf) => {
  let last = 0
  return Effect.fnUntraced(function*<E extends { readonly message: string }>(
    tool: string,
    input: unknown,
    run: (call: number) => Effect.Effect<ToolOutput, E>
  ) {
    const { actor } = yield* CurrentCall
    const call = last += 1
    const started = yield* Clock.currentTimeMillis
    yield* publish({
      topic: "tools",
      type: "call_started",
      actor,
      data: { tool, call, arguments: bounded(input, path) }
    })
    return yield* Effect.onExit(run(call), (exit) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const data = { tool, ok: Exit.isSuccess(exit), ms: now - started, call, text: answerOf(exit) }
        return publish({ topic: "tools", type: "call", actor, data })
      }))
  })
}
