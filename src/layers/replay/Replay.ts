import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type { SettingsError } from "../../services/Settings.ts"
import { CurrentCall, ToolRegistry } from "../../services/ToolRegistry.ts"
import { hidden, makeMask } from "../record/mask.ts"
import { outputText } from "../record/plain.ts"
import { readSecrets } from "../record/secrets.ts"
import { Difference } from "./Difference.ts"
import { fillIn, type SecretMissing } from "./fillIn.ts"
import { makeNames } from "./names.ts"
import { normal } from "./normal.ts"

export { Difference } from "./Difference.ts"

/** An answer as it is recorded: what the tool said, or why it failed. */
export interface Answer {
  readonly ok: boolean
  readonly text: string
}

export const ok = (text: string): Answer => ({ ok: true, text })
export const failed = (text: string): Answer => ({ ok: false, text })

/** A call as it is recorded. `hidden` are the numbers of the secrets that stood where the arguments have `•••`. */
export interface Call {
  readonly tool: string
  readonly args: unknown
  readonly hidden?: ReadonlyArray<number>
}

interface Running extends Call {
  readonly fiber: Fiber.Fiber<Answer>
}

export interface Session {
  /** Calls a tool; the answer is compared later. */
  readonly begin: (number: number, call: Call) => Effect.Effect<void, SecretMissing>
  /** Waits for the answer and compares it. */
  readonly answer: (number: number, expected: Answer) => Effect.Effect<void, Difference>
  /** Does not wait for the answer, as the client did not. */
  readonly abandon: (number: number) => Effect.Effect<void>
  /** A call that was answered before the next one. */
  readonly step: (number: number, call: Call, expected: Answer) => Effect.Effect<void, Difference | SecretMissing>
}

/** Lists of objects come in another order every time (probe protocol notes §3). */
const unordered = /^qt_(?:objects_(?:find|findByClass|query|search)|models_list|names_\w+)$/

/**
 * Calls tools again that were called before, and compares their answers. Times, durations, ports, process ids and the
 * sizes of pictures may differ; so may refs, as long as each stands for one and the same throughout.
 */
export const session = Effect.fn("Replay.session")(function*(options: { readonly secrets?: string | undefined } = {}) {
  const registry = yield* ToolRegistry
  const secrets = yield* readSecrets(options.secrets)
  const mask = makeMask(secrets)
  const names = makeNames()
  const running = new Map<number, Running>()

  const run = (tool: string, args: unknown) =>
    registry.call(tool, args).pipe(
      Effect.map((output) => ok(outputText(output))),
      Effect.catch(({ message }) => Effect.succeed(failed(message))),
      Effect.provideService(CurrentCall, { actor: "replay", progress: () => Effect.void })
    )

  const begin: Session["begin"] = Effect.fnUntraced(function*(number, call) {
    const args = yield* fillIn(number, call, mask.all())
    const fiber = yield* Effect.forkChild(run(call.tool, names.translate(args)), { startImmediately: true })
    running.set(number, { ...call, fiber })
  })

  const abandon: Session["abandon"] = (number) =>
    Effect.suspend(() => {
      const call = running.get(number)
      running.delete(number)
      return call === undefined ? Effect.void : Fiber.interrupt(call.fiber)
    })

  const answer: Session["answer"] = Effect.fnUntraced(function*(number, expected) {
    const call = running.get(number)
    if (call === undefined) return
    running.delete(number)
    const got = yield* Fiber.join(call.fiber)
    const text = mask.text(got.text)
    const [before, after] = [normal(expected.text), normal(text)]
    const isSame = names.isSame(before, after) || (unordered.test(call.tool) && names.isSameInAnyOrder(before, after))
    if (got.ok === expected.ok && isSame) return
    return yield* new Difference({ call: number, tool: call.tool, args: call.args, expected: expected.text, got: text })
  })

  const made: Session = {
    begin,
    answer,
    abandon,
    step: (number, call, expected) => Effect.andThen(begin(number, call), answer(number, expected))
  }
  return made
}) satisfies (
  options?: { readonly secrets?: string | undefined }
) => Effect.Effect<Session, SettingsError, ToolRegistry>

/** What stands in a recording where a secret was. */
export const mark = hidden
