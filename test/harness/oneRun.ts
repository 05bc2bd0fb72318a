import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { OutputLog } from "../../src/layers/runs/OutputLog.ts"
import { type Run, Runs } from "../../src/services/Runs.ts"

const run: Run = {
  id: "x-0123abcd",
  tool: "execute",
  started: 0,
  steps: () => [{ label: "true", state: "running", started: 0, from: 0, to: 0 }],
  isOver: () => false,
  output: new OutputLog((bytes) => bytes),
  begun: Effect.void,
  over: Effect.void,
  changes: Stream.empty,
  pause: Effect.void,
  resume: Effect.void,
  cancel: Effect.void
}

/** Commands of which there is one, whatever is started. */
export const oneRun = Layer.succeed(Runs, {
  start: () => Effect.succeed(run),
  get: () => Effect.succeed(run),
  list: Effect.succeed([run]),
  changes: Stream.empty,
  begins: Stream.empty
})
