import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { NextPart } from "../../services/Pause.ts"
import { Refused } from "../../services/ProbeError.ts"
import { CurrentCall } from "../../services/ToolRegistry.ts"
import * as Param from "../params.ts"
import { mostChanges, screenChanges, windowChanges, windowNames } from "../screen/diff.ts"
import { frontLine } from "../screen/header.ts"
import { look } from "../screen/look.ts"
import { make, text } from "../tool.ts"
import { runStep } from "./runStep.ts"
import { Step } from "./steps/Step.ts"

const mostSteps = 40

export const actTools = [
  make({
    name: "ui_act",
    kind: "act",
    about:
      "Do steps in order; each answers with what the app shows then. fill replaces a text, type adds; check/set/select by value; item clicks a row by its text; press sends a key.",
    example: { steps: [{ do: "fill", target: "Email", value: "ada@x.org" }, { do: "click", target: "Submit" }] },
    params: {
      steps: Schema.Array(Step).check(Schema.isMinLength(1), Schema.isMaxLength(mostSteps)).annotate({
        description: "1-40"
      }),
      stop_on_error: Param.flag("default true"),
      trace: Param.flag("say the wire route")
    },
    run: Effect.fn("ui_act")(function*({ steps, stop_on_error: stops = true, trace = false }) {
      const { progress } = yield* CurrentCall
      const next = yield* NextPart
      const first = yield* look()
      let screen = first
      let last: string | undefined
      const lines: Array<string> = []
      const acted = new Set<string>()
      const told = new Set<string>()
      for (const [index, step] of steps.entries()) {
        yield* progress(`${index + 1}/${steps.length} ${step.do} ${step.target ?? ""}`, index, steps.length)
        const result = yield* next.pipe(
          // While it was held, a person may have worked.
          Effect.flatMap((wasHeld) => wasHeld ? look() : Effect.succeed(screen)),
          Effect.flatMap((before) => runStep(step, before, last)),
          Effect.result
        )
        if (Result.isSuccess(result)) {
          screen = result.success.after
          for (const change of result.success.windows) told.add(change)
          if (result.success.ref !== undefined) acted.add(result.success.ref)
          last = result.success.ref ?? last
          lines.push(trace ? `${result.success.line} [${result.success.route}]` : result.success.line)
          continue
        }
        const left = steps.length - index - 1
        lines.push(`step ${index + 1} (${step.do}) FAILED: ${result.failure.message}`)
        if (!stops && result.failure._tag !== "Paused") continue
        return yield* new Refused({ reason: [...lines, ...(left > 0 ? [`${left} steps not run`] : [])].join("\n") })
      }
      // Windows were told by the steps they came and went with.
      const windows = windowChanges(first, screen).length
      const changes = screenChanges(first, screen, acted).slice(windows).filter((change) =>
        !lines.some((line) => line.includes(change))
      )
      const returned = first.root.ref === screen.root.ref || told.has(`opened ${windowNames(screen)[0]}`)
        ? []
        : [`in front: ${frontLine(screen)}`]
      return text([...lines, ...mostChanges([...returned, ...changes])].join("\n"), { lines, changes })
    })
  })
]
