import type { Server } from "@modelcontextprotocol/server"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Stream from "effect/Stream"
import type { Resource } from "../../services/ToolRegistry.ts"

/** A client is told of one thing at most this often; the last change is never swallowed. */
const interval = "200 millis"

/** What one connection watches. */
export interface Subscriptions {
  /** Tells of every change of a resource. */
  readonly watch: (resource: Resource) => Effect.Effect<void>
  readonly unwatch: (uri: string) => Effect.Effect<void>
  /** Tells of the changes of a stream of uris, which come seldom enough. */
  readonly follow: (updates: Stream.Stream<string>) => Effect.Effect<void>
  /** Tells that the list of resources is another; the same holds of these. */
  readonly followListings: (listings: Stream.Stream<unknown>) => Effect.Effect<void>
  readonly end: Effect.Effect<void>
}

export const makeSubscriptions = (server: Server): Subscriptions => {
  const watched = new Map<string, Fiber.Fiber<void>>()
  const send = (told: () => Promise<void>) => Effect.ignore(Effect.tryPromise(told))
  const updated = (uri: string) => send(() => server.sendResourceUpdated({ uri }))

  const start = (key: string, watching: Effect.Effect<void>) =>
    Effect.suspend(() =>
      watched.has(key)
        ? Effect.void
        : Effect.map(
          Effect.forkDetach(watching, { startImmediately: true }),
          (fiber) => void watched.set(key, fiber)
        )
    )

  /** Listens before it is waited for, so that nothing is missed of what changes right after the client was answered. */
  const often = Effect.fnUntraced(function*(changes: Stream.Stream<unknown>, tell: Effect.Effect<void>) {
    const changed = yield* Latch.make()
    yield* Effect.forkChild(Stream.runForEach(changes, () => changed.open), { startImmediately: true })
    while (true) {
      yield* changed.await
      yield* changed.close
      yield* tell
      yield* Effect.sleep(interval)
    }
  })

  const unwatch = (key: string) =>
    Effect.suspend(() => {
      const fiber = watched.get(key)
      watched.delete(key)
      return fiber === undefined ? Effect.void : Fiber.interrupt(fiber)
    })

  return {
    watch: ({ updates, uri }) => start(uri, often(updates, updated(uri))),
    unwatch,
    follow: (updates) => start("updates", Stream.runForEach(updates, updated)),
    followListings: (listings) =>
      start("listings", Stream.runForEach(listings, () => send(() => server.sendResourceListChanged()))),
    end: Effect.suspend(() => Effect.forEach([...watched.keys()], unwatch, { discard: true }))
  }
}
