import * as Effect from "effect/Effect"
import * as PubSub from "effect/PubSub"
import * as Stream from "effect/Stream"
import type { CommandEvent, Completion } from "../../services/Executor.ts"
import type { Step } from "../../services/Runs.ts"
import type { OutputLog } from "./OutputLog.ts"

/** The commands of a run as they are now. */
export interface Steps {
  readonly all: () => ReadonlyArray<Step>
  readonly changes: Stream.Stream<unknown>
  readonly set: (index: number, change: Partial<Step>) => Effect.Effect<void>
  /** Takes what a command did. */
  readonly take: (index: number, events: ReadonlyArray<CommandEvent>) => Effect.Effect<void>
  /** It runs no more, and neither does anything of it. */
  readonly end: (index: number, now: number) => Effect.Effect<void>
  /** What has not been started will not be. */
  readonly leave: Effect.Effect<void>
}

/** Of a command nobody waits for any more. */
const abandoned: Completion = {
  exitCode: undefined,
  signal: undefined,
  timedOut: false,
  canceled: true,
  durationMs: 0,
  outputBytes: 0,
  droppedBytes: 0,
  limit: undefined,
  leftBehind: [],
  escaped: []
}

export const makeSteps = Effect.fnUntraced(function*(labels: ReadonlyArray<string>, output: OutputLog) {
  const changes = yield* PubSub.sliding<void>(1)
  const tell = Effect.asVoid(PubSub.publish(changes, undefined))
  let all: ReadonlyArray<Step> = labels.map((label) => ({ label, state: "waiting", from: 0, to: 0 }))

  const put = (index: number, change: Partial<Step>): void => {
    all = all.map((step, each) => each === index ? { ...step, to: output.size(), ...change } : step)
  }
  const set = (index: number, change: Partial<Step>) =>
    Effect.suspend(() => {
      put(index, change)
      return tell
    })

  const happen = (index: number, event: CommandEvent): void => {
    switch (event._tag) {
      case "output":
        return output.append(event.stream, event.text)
      case "limit":
        return put(index, { limit: event.limit })
      case "paused":
        return put(index, { state: "paused" })
      case "resumed":
        return put(index, { state: "running" })
      case "completed":
        output.drop(event.completion.droppedBytes)
        return put(index, { completion: event.completion })
    }
  }

  const steps: Steps = {
    all: () => all,
    changes: Stream.fromPubSub(changes),
    set,
    take: (index, events) =>
      Effect.suspend(() => {
        for (const event of events) happen(index, event)
        return set(index, {})
      }),
    end: (index, now) =>
      Effect.suspend(() => {
        const { completion, failure } = all[index] ?? {}
        const told = completion ?? (failure === undefined ? abandoned : undefined)
        return set(index, { state: "ended", ended: now, ...(told === undefined ? {} : { completion: told }) })
      }),
    leave: Effect.suspend(() => {
      all = all.map((each) => each.state === "waiting" ? { ...each, state: "left out" } : each)
      return tell
    })
  }
  return steps
})
