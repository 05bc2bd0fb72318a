import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { isEnded, type Task, UnknownTask } from "../../services/Tasks.ts"
import type { Entry, Surroundings } from "./Entry.ts"
import type { Limits } from "./limits.ts"

const endOf = (entry: Entry): number => entry.task().ended ?? 0

/** The tasks there are, and for how long. */
export const makeTable = ({ changed, events, store }: Surroundings, { ended, retention }: Limits) => {
  const entries = new Map<string, Entry>()
  const those = (status: (task: Task) => boolean) => [...entries.values()].filter((entry) => status(entry.task()))

  const drop = Effect.fnUntraced(function*(entry: Entry) {
    const { id } = entry.task()
    if (!entries.delete(id)) return
    yield* events.forget(id)
    yield* store.remove(id)
    yield* changed(entry.task())
  }, Effect.uninterruptible)

  return {
    add: (entry: Entry): void => void entries.set(entry.task().id, entry),
    has: (id: string): boolean => entries.has(id),
    running: (): number => those(({ status }) => !isEnded(status)).length,
    /** The newest first. */
    list: Effect.sync(() => [...entries.values()].map((entry) => entry.task()).toReversed()),
    find: Effect.fnUntraced(function*(id: string) {
      return entries.get(id) ?? (yield* new UnknownTask({ id }))
    }),
    /** Lets go of tasks that ended long ago, and of the oldest of those that are too many. */
    sweep: Effect.gen(function*() {
      const oldest = (yield* Clock.currentTimeMillis) - Duration.toMillis(retention)
      const all = those(({ status }) => isEnded(status)).toSorted((a, b) => endOf(a) - endOf(b))
      const old = all.filter((entry, index) => endOf(entry) <= oldest || index < all.length - ended)
      yield* Effect.forEach(old, drop, { discard: true })
    })
  }
}
