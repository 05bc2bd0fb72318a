import type { Server } from "@modelcontextprotocol/server"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import type { Resource } from "../../services/ToolRegistry.ts"

/** A client is told of one resource at most this often; the last change is never swallowed. */
const interval = "200 millis"

/** The resources one connection watches. */
export interface Subscriptions {
  readonly watch: (resource: Resource) => Effect.Effect<void>
  readonly unwatch: (uri: string) => Effect.Effect<void>
  readonly end: Effect.Effect<void>
}

export const makeSubscriptions = (server: Server): Subscriptions => {
  const watched = new Map<string, Fiber.Fiber<void>>()
  const unwatch = (uri: string) =>
    Effect.suspend(() => {
      const fiber = watched.get(uri)
      watched.delete(uri)
      return fiber === undefined ? Effect.void : Fiber.interrupt(fiber)
    })
  return {
    watch: (resource) =>
      Effect.gen(function*() {
        if (watched.has(resource.uri)) return
        const tell = Effect.ignore(Effect.tryPromise(() => server.sendResourceUpdated({ uri: resource.uri })))
        const fiber = yield* resource.updates.pipe(
          Stream.buffer({ capacity: 1, strategy: "sliding" }),
          Stream.runForEach(() => Effect.andThen(tell, Effect.sleep(interval))),
          Effect.forkDetach({ startImmediately: true })
        )
        watched.set(resource.uri, fiber)
      }),
    unwatch,
    end: Effect.suspend(() => Effect.forEach([...watched.keys()], unwatch, { discard: true }))
  }
}
