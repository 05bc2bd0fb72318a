import * as Effect from "effect/Effect"
import { ProbeFault } from "../../../services/ProbeError.ts"
import { call } from "../../../tools/probe/ask.ts"
import { atOnce, subscribePath, type Wish } from "../../../tools/record/listening.ts"

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
  const wishes = new Map<string, Wish>()

  const subscribe = ({ object, signal }: Wish) =>
    Effect.map(subscribePath({ objectId: object, signal }), ({ subscriptionId }) => subscriptionId)

  const unsubscribe = (subscriptionId: string) => call("qt.signals.unsubscribe", { subscriptionId })

  /** Not to be interrupted between the answer and the note of it: nobody could end that subscription. */
  const listen = (one: Listening) =>
    Effect.uninterruptible(Effect.map(subscribe(one.wish), (id) => {
      one.id = id
      wishes.set(id, one.wish)
    }))

  /** Ends them all in the application. */
  const unlisten = Effect.fn("Recorder.unlisten")(function*() {
    wishes.clear()
    const ids = all.flatMap(({ id }) => id === undefined ? [] : [id])
    for (const one of all) one.id = undefined
    yield* Effect.forEach(ids, unsubscribe, { ...atOnce, discard: true })
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
    /** The signal that has this subscription of the recording. */
    wishOf: (id: string) => wishes.get(id),
    count: () => wishes.size,
    objects: () => new Set([...wishes.values()].map(({ object }) => object)).size,

    /** Subscribes; completes with how many were left out. Signals that nobody named may be missing. */
    listen: Effect.fn("Recorder.listen")(function*(wanted: ReadonlyArray<Wish>) {
      const some = wanted.slice(0, most).map((wish): Listening => ({ wish, id: undefined }))
      // Known before they are asked for, so that an attempt that fails half-way ends those it has made.
      all.push(...some)
      yield* Effect.forEach(some, (one) =>
        Effect.catchTag(listen(one), "ProbeFault", (fault) => {
          const { isAsked, object, signal } = one.wish
          const reason = `${object} has no signal ${signal}`
          return isAsked ? Effect.fail(new ProbeFault({ ...fault, reason })) : Effect.void
        }), { ...atOnce, discard: true })
      // What is not there now will not be there after a reconnect.
      all.splice(0, all.length, ...all.filter(({ id }) => id !== undefined))
      return wanted.length - some.length
    }),

    unlisten,

    /** On a new connection: ends the old ones where they still are, and subscribes once. Completes with those that failed. */
    relisten: Effect.fn("Recorder.relisten")(function*() {
      if (yield* isSameProcess()) yield* unlisten()
      wishes.clear()
      let failed = 0
      yield* Effect.forEach(all, (one) => {
        one.id = undefined
        return Effect.catchTag(listen(one), "ProbeFault", () =>
          Effect.sync(() => {
            failed += 1
          }))
      }, { ...atOnce, discard: true })
      return failed
    })
  }
}

export type Subscriptions = ReturnType<typeof makeSubscriptions>
