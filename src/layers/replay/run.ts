import * as Effect from "effect/Effect"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import type { Recording } from "./recording.ts"
import { session } from "./Replay.ts"

/** Does what the recording says, up to the first difference. Fails at once where there is no application to do it in. */
export const run = Effect.fn("Replay.run")(function*(recording: Recording, secrets: string | undefined) {
  const first = recording.steps.find((step) => step._tag === "answer")
  if (first?._tag === "answer" && first.expected.ok) yield* ProbeSocket.use((socket) => socket.probe)
  const playing = yield* session({ secrets })
  for (const step of recording.steps) {
    if (step._tag === "begin") yield* playing.begin(step.number, step.call)
    else if (step._tag === "answer") yield* playing.answer(step.number, step.expected)
    else yield* playing.abandon(step.number)
  }
})
