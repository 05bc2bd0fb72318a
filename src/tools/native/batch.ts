import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Paused } from "../../services/Pause.ts"
import { Refused } from "../../services/ProbeError.ts"
import { type Content, CurrentCall, ToolRegistry } from "../../services/ToolRegistry.ts"
import * as Param from "../params.ts"
import { make } from "../tool.ts"

const Step = Schema.Struct({
  tool: Schema.NonEmptyString.annotate({ description: "tool name" }),
  arguments: Schema.optionalKey(Schema.Record(Schema.String, Schema.Json).annotate({ description: "its arguments" }))
})

const most = 50

const failed = (content: ReadonlyArray<Content>): string =>
  content.map((part) => part.type === "text" ? part.text : "[image]").join("\n")

export const batchTools = [
  make({
    name: "qt_batch",
    kind: "act",
    about: "Run several tools in one call, in order.",
    example: { steps: [{ tool: "qt_ui_click", arguments: { objectId: "e12" } }] },
    params: {
      steps: Schema.Array(Step).check(Schema.isMinLength(1), Schema.isMaxLength(most)).annotate({
        description: "1-50"
      }),
      stopOnError: Param.flag("default true")
    },
    run: Effect.fn("qt_batch")(function*({ steps, stopOnError = true }) {
      const registry = yield* ToolRegistry
      const { progress } = yield* CurrentCall
      if (steps.some((step) => step.tool === "qt_batch")) {
        return yield* new Refused({ reason: "A batch cannot hold a batch. Nothing was run." })
      }
      const content: Array<Content> = []
      let failures = 0
      for (const [index, step] of steps.entries()) {
        const place = `${index + 1}/${steps.length} ${step.tool}`
        yield* progress(place, index, steps.length)
        const result = yield* Effect.result(registry.call(step.tool, step.arguments ?? {}))
        if (Result.isSuccess(result)) {
          const [first, ...rest] = result.success.content
          content.push({ type: "text", text: `${place}: ${first?.type === "text" ? first.text : ""}` })
          content.push(...(first === undefined || first.type === "text" ? rest : result.success.content))
          continue
        }
        failures += 1
        content.push({ type: "text", text: `${place} FAILED: ${result.failure.message}` })
        const isPaused = "cause" in result.failure && result.failure.cause instanceof Paused
        if (!stopOnError && !isPaused) continue
        const left = steps.length - index - 1
        return yield* new Refused({
          reason: `${failed(content)}\nStopped at step ${
            index + 1
          }; ${left} not run. The steps before it have taken effect.`
        })
      }
      const end: Content = {
        type: "text",
        text: `${steps.length - failures} of ${steps.length} steps ran without an error`
      }
      return { content: [...content, end], data: { steps: steps.length, failures } }
    })
  })
]
