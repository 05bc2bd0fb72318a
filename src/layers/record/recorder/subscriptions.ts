import * as Effect from "effect/Effect"
import { ProbeFault } from "../../../services/ProbeError.ts"
import { call } from "../../../tools/probe/ask.ts"
import { subscribePath, type Wish } from "../../../tools/record/listening.ts"

/** Subscriptions of one recording. */
const most = 400

/** A signal that is listened to, or has been. */
interface Listening {
  readonly wish: Wish
  id: string | undefined
}

const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? 0)

/**
 * The subscriptions of a recording. The probe keeps them when a connection ends and delivers to the next one, tells
 * nobody which there are, and forgets them when the application ends (probe protocol notes §1).
 */
export const makeSubscriptions = () => {
  const all: Array<Listening> = []
  const objects = new Map<string, string>()

  const subscribe = ({ object, signal }: Wish) =>
    Effect.map(subscribePath({ objectId: object, signal }), ({ subscriptionId }) => subscriptionId)

  const unsubscribe = (subscriptionId: string) => call("qt.signals.unsubscribe", { subscriptionId })

  const listen = Effect.fnUntraced(function*(one: Listening) {
    const id = yield* Effect.uninterruptible(subscribe(one.wish))
    one.id = id
    objects.set(id, one.wish.object)
  })

  /** Ends them all in the application. */
  const unlisten = Effect.fn("Recorder.unlisten")(function*() {
    objects.clear()
    for (const one of all) {
      if (one.id === undefined) continue
      yield* unsubscribe(one.id)
      one.id = undefined
    }
  })

  /** Is it the application that was subscribed to? It counts its subscriptions, and begins anew when it is started anew. */
  const isSameProcess = Effect.fnUntraced(function*() {
    const last = Math.max(0, ...all.map(({ id }) => numberOf(id ?? "")))
    for (const { wish } of all) {
      const trial = yield* Effect.catchTag(subscribe(wish), "ProbeFault", () => Effect.succeed(""))
      if (trial === "") continue
      yield* unsubscribe(trial)
      return numberOf(trial) > last
    }
    return false
  })

  return {
    /** The object whose signal has this subscription of the recording. */
    objectOf: (id: string) => objects.get(id),
    count: () => objects.size,
    objects: () => new Set(objects.values()).size,

    /** Subscribes; completes with how many were left out. Signals that nobody named may be missing. */
    listen: Effect.fn("Recorder.listen")(function*(wishes: ReadonlyArray<Wish>) {
      for (const wish of wishes.slice(0, most)) {
        const one: Listening = { wish, id: undefined }
        yield* listen(one).pipe(
          Effect.catchTag("ProbeFault", (fault) =>
            wish.isAsked ?
              Effect.fail(new ProbeFault({ ...fault, reason: `${wish.object} has no signal ${wish.signal}` })) :
              Effect.void)
        )
        if (one.id !== undefined) all.push(one)
      }
      return Math.max(0, wishes.length - most)
    }),

    unlisten,

    /** On a new connection: ends the old ones where they still are, and subscribes once. Completes with those that failed. */
    relisten: Effect.fn("Recorder.relisten")(function*() {
      if (yield* isSameProcess()) yield* unlisten()
      objects.clear()
      let failed = 0
      for (const one of all) {
        one.id = undefined
        yield* listen(one).pipe(Effect.catchTag("ProbeFault", () =>
          Effect.sync(() => {
            failed += 1
          })))
      }
      return failed
    })
  }
}

export type Subscriptions = ReturnType<typeof makeSubscriptions>
