import * as Effect from "effect/Effect"
import { isEnded } from "../../services/Tasks.ts"
import { makeEntry, type Surroundings } from "./Entry.ts"
import { stoppedBy } from "./outcome.ts"

const interrupted = { reason: "interrupted by a restart of the server", actor: "local" }

/** The tasks of a server before this one, their events told again; what ran then is stopped now. */
export const restored = Effect.fnUntraced(function*(surroundings: Surroundings) {
  const kept = yield* surroundings.store.load
  return yield* Effect.forEach(kept, ({ events, output, task }) =>
    Effect.gen(function*() {
      for (const { actor, at, data, number, topic, type } of events) {
        const keep = number === 1 ? { keep: true as const } : {}
        yield* surroundings.events.publish({ topic, type, data, actor, at, number, ...keep })
      }
      const entry = yield* makeEntry(surroundings, task, output)
      if (!isEnded(task.status)) yield* entry.end(stoppedBy(interrupted))
      return entry
    }))
})
