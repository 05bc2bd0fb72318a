import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type Run, Runs } from "../../services/Runs.ts"
import { make, text } from "../tool.ts"
import { labelOf, stepLine } from "./outcome.ts"
import { id } from "./params.ts"
import { resultOf } from "./result.ts"

/** How long a cancel waits to tell how the command ended. */
const farewell = "12 seconds"

const runLine = ({ id: own, steps }: Run, now: number): string => {
  const all = steps()
  const at = Math.max(0, all.findLastIndex(({ state }) => state !== "waiting" && state !== "left out"))
  const step = all[at]
  if (step === undefined) return own
  const place = all.length === 1 ? "" : ` · task ${at + 1} of ${all.length}`
  return `${own} ${stepLine(step, now)}${place} · ${labelOf(step)}`
}

/** The tools for what was started. */
export const controlTools = [
  make({
    name: "execute_control",
    // A pause of the agent's actions must not keep it from ending one.
    kind: "admin",
    hints: { readOnly: false, destructive: true, idempotent: false, openWorld: true },
    about: "Pause, resume or cancel a command that runs.",
    params: {
      id,
      action: Schema.Literals(["pause", "resume", "cancel"]).annotate({ description: "what" })
    },
    run: Effect.fn("execute_control")(function*({ action, id: wanted }) {
      const runs = yield* Runs
      const run = yield* runs.get(wanted)
      yield* run[action]
      if (action !== "cancel") return text(`${action}d · id ${run.id}`, { id: run.id, state: `${action}d` })
      yield* Effect.timeoutOption(run.over, farewell)
      return yield* resultOf(run)
    })
  }),
  make({
    name: "execute_status",
    kind: "read",
    about: "State and output of a command; without id the state of all.",
    params: { id: Schema.optionalKey(id) },
    run: Effect.fn("execute_status")(function*({ id: wanted }) {
      const runs = yield* Runs
      if (wanted !== undefined) return yield* resultOf(yield* runs.get(wanted))
      const now = yield* Clock.currentTimeMillis
      const all = yield* runs.list
      const lines = all.map((run) => runLine(run, now))
      return text(lines.length === 0 ? "no commands" : lines.join("\n"), {
        runs: all.map((run) => ({
          id: run.id,
          tool: run.tool,
          over: run.isOver(),
          states: run.steps().map(({ state }) => state)
        }))
      })
    })
  })
]
