import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import type { CommandEvent } from "../../services/Executor.ts"

/** Characters that wait for the reader when the other side has to wait too, and when it may go on. */
const high = 1_048_576
const low = high / 4

/** The events that wait for their reader. When they are many, nothing is read from the connection. */
export interface Inbox {
  readonly put: (event: CommandEvent) => void
  readonly end: () => void
  /** An answer is awaited, which comes behind the output: until then everything is read. */
  readonly hurry: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E>
  readonly events: Stream.Stream<CommandEvent>
}

const weight = (event: CommandEvent): number => event._tag === "output" ? event.text.length + 1 : 1

export const makeInbox = Effect.fnUntraced(function*(listen: (on: boolean) => void) {
  const queue = yield* Queue.unbounded<CommandEvent, Cause.Done>()
  let waiting = 0
  let hurried = 0
  let isOn = true
  const look = (): void => {
    const wanted = hurried > 0 || waiting < (isOn ? high : low)
    if (wanted === isOn) return
    isOn = wanted
    listen(wanted)
  }
  const count = (change: number): void => {
    waiting += change
    look()
  }
  const inHurry = (change: number) =>
    Effect.sync(() => {
      hurried += change
      look()
    })
  const inbox: Inbox = {
    put: (event) => {
      if (Queue.offerUnsafe(queue, event)) count(weight(event))
    },
    end: () => void Queue.endUnsafe(queue),
    hurry: (effect) => Effect.acquireUseRelease(inHurry(1), () => effect, () => inHurry(-1)),
    events: Stream.fromQueue(queue).pipe(Stream.mapArray((events) => {
      count(events.reduce((sum, event) => sum - weight(event), 0))
      return events
    }))
  }
  return inbox
})
