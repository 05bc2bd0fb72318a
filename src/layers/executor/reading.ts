import type * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type { CommandEvent, Output } from "../../services/Executor.ts"
import type { CommandGroup } from "./CommandGroup.ts"
import type { Delivery } from "./delivery.ts"
import type { Pipe } from "./pipe.ts"

/** Events as they come, many at once; a full queue is what slows a command down. */
type Events = Queue.Queue<ReadonlyArray<CommandEvent>, Cause.Done>

/** More than a pipe holds: what a group has written is read when so much has come after its end. */
const pipeful = 1024 * 1024

/** The silence is looked at so many times: a process that was not run for a while must not take that for silence. */
const looks = 4

/**
 * Reads what a command writes into events, a line that is not finished when nothing has come for a while. Returns when that
 * is all: both pipes have ended; or its leader has, and they are silent for a while, or nothing of the group is left and
 * they hold no more than others wrote.
 */
export const readOutput = Effect.fn("Executor.readOutput")(
  function*(group: CommandGroup, events: Events, delivery: Delivery, silence: number) {
    const { leader: { exited }, pipes } = group
    let reads = 0
    let bytes = 0
    let waiting = 0

    const pump = Effect.fnUntraced(function*(stream: Output["stream"], pipe: Pipe) {
      for (;;) {
        const chunk = yield* pipe.read
        if (chunk === undefined) return
        reads += 1
        bytes += chunk.length
        const found = delivery.push(stream, chunk)
        if (found.length === 0) continue
        waiting += 1
        yield* Queue.offer(events, found)
        waiting -= 1
        reads += 1
      }
    })

    // Only where it need not wait: what was taken out of a line has to go on at once.
    const flushing = Effect.sync(() => {
      const found = waiting === 0 && Queue.sizeUnsafe(events) === 0 ? delivery.flush() : []
      if (found.length > 0) Queue.offerUnsafe(events, found)
    }).pipe(Effect.delay(silence), Effect.forever)

    const settled = Effect.gen(function*() {
      yield* Deferred.await(exited)
      let seen = -1
      let quiet = 0
      let end: number | undefined
      while (quiet < looks) {
        yield* Effect.sleep(silence / looks)
        quiet = reads === seen && waiting === 0 ? quiet + 1 : 0
        seen = reads
        if (end === undefined && !group.runs()) end = bytes
        if (end !== undefined && bytes - end > 2 * pipeful) return
      }
    })

    const pumps = Effect.all([pump("stdout", pipes.stdout), pump("stderr", pipes.stderr)], {
      concurrency: "unbounded",
      discard: true
    })
    yield* Effect.raceFirst(Effect.raceFirst(pumps, settled), flushing)
    pipes.stdout.close()
    pipes.stderr.close()
    yield* Queue.offer(events, delivery.end())
  }
)
