import type * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import {
  type CommandEvent,
  CommandOver,
  type CommandSpec,
  type Completion,
  ControlUnsupported,
  type RunningCommand
} from "../../services/Executor.ts"
import { startedWith } from "../launcher/processTable.ts"
import type { CommandGroup } from "./CommandGroup.ts"
import { makeDelivery } from "./delivery.ts"
import type { Policy } from "./Policy.ts"
import { readOutput } from "./reading.ts"

/** Batches of events that wait for a reader; each is what one read of a pipe gave. */
const capacity = 4

const windows = process.platform === "win32"

/**
 * Looks after a command that was just started: reads it, ends it in time or when it is told to, and tells how it ended.
 * `mark` is the variable its environment is known by.
 */
export const run = Effect.fn("Executor.run")(
  function*(group: CommandGroup, mark: string, spec: CommandSpec, policy: Policy) {
    const scope = yield* Effect.scope
    const startedAt = yield* Clock.currentTimeMillis
    const events = yield* Queue.bounded<ReadonlyArray<CommandEvent>, Cause.Done>(capacity)
    const delivery = makeDelivery({ ...policy, maxOutput: spec.maxOutput ?? policy.maxOutput })
    let reason: "timedOut" | "canceled" | undefined

    const stop = (why: "timedOut" | "canceled") => {
      reason ??= why
      return group.stop
    }

    const exited = yield* Deferred.await(group.leader.exited).pipe(
      Effect.flatMap((how) => Effect.map(Clock.currentTimeMillis, (at) => ({ ...how, at }))),
      Effect.forkIn(scope)
    )

    const completion = Effect.gen(function*() {
      const { at, code, signal } = yield* Fiber.join(exited)
      const leftBehind = reason === undefined ? yield* group.leftBehind : []
      yield* group.end
      const completed: Completion = {
        exitCode: code ?? undefined,
        signal: signal ?? undefined,
        timedOut: reason === "timedOut",
        canceled: reason === "canceled",
        durationMs: at - startedAt,
        ...delivery.counts(),
        leftBehind,
        escaped: startedWith(mark)
      }
      return completed
    })

    yield* readOutput(group, events, delivery, policy.silence).pipe(
      Effect.andThen(completion),
      Effect.flatMap((completed) => Queue.offer(events, [{ _tag: "completed", completion: completed }])),
      Effect.andThen(Queue.end(events)),
      Effect.forkIn(scope)
    )

    yield* Effect.sleep(spec.timeout ?? policy.defaultTimeout).pipe(
      Effect.andThen(Effect.suspend(() => group.runs() ? stop("timedOut") : Effect.void)),
      Effect.forkIn(scope)
    )

    /** Waits for room behind the output in a fiber of its own: who controls does not wait for who reads. */
    const tell = (event: CommandEvent) =>
      Effect.asVoid(Effect.forkIn(Queue.offer(events, [event]), scope, { startImmediately: true }))

    const over = (how: string) => new CommandOver({ reason: `the command ${how}` })

    const control = Effect.fnUntraced(function*(action: string, event: CommandEvent, signal: "SIGSTOP" | "SIGCONT") {
      if (!group.runs()) return yield* over("has ended")
      if (reason !== undefined) return yield* over("is being ended")
      if (windows) {
        return yield* new ControlUnsupported({ action, reason: "Windows cannot stop a process and let it go on" })
      }
      group.signal(signal)
      yield* tell(event)
    })

    const command: RunningCommand = {
      pid: group.leader.pid,
      events: Stream.flattenIterable(Stream.fromQueue(events)),
      pause: control("PAUSE", { _tag: "paused" }, "SIGSTOP"),
      resume: control("RESUME", { _tag: "resumed" }, "SIGCONT"),
      cancel: Effect.gen(function*() {
        if (!group.runs()) return yield* over("has ended")
        yield* tell({ _tag: "canceled" })
        yield* stop("canceled")
      })
    }
    return command
  }
)
