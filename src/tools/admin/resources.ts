import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { Discovery } from "../../services/Discovery.ts"
import { Events } from "../../services/Events.ts"
import { Launcher } from "../../services/Launcher.ts"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import { Settings } from "../../services/Settings.ts"
import { type Resource, ToolRegistry } from "../../services/ToolRegistry.ts"
import { status } from "./status.ts"

const json = (value: unknown): string => JSON.stringify(value, null, 1)

const natural = (value: string | undefined): number | undefined =>
  value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined

/** Every value after the present one, also where it comes before somebody listens. */
const laterThanNow = <A>(ref: SubscriptionRef.SubscriptionRef<A>): Effect.Effect<Stream.Stream<A>> =>
  Effect.map(
    SubscriptionRef.get(ref),
    (now) => Stream.dropWhile(SubscriptionRef.changes(ref), (value) => value === now)
  )

/** `qtmcp://status`, `qtmcp://app/log` and `qtmcp://events`. */
export const adminResources = Effect.gen(function*() {
  const socket = yield* ProbeSocket
  const settings = yield* Settings
  const events = yield* Events
  const discovery = yield* Discovery
  const launcher = yield* Launcher
  const registry = yield* ToolRegistry
  const resources: ReadonlyArray<Resource> = [
    {
      uri: "qtmcp://status",
      name: "status",
      description:
        "State of the connection, the probe and the application, a pause; counts of calls, drops, reconnects",
      mimeType: "application/json",
      read: () =>
        status.pipe(
          Effect.map(json),
          Effect.provideService(ProbeSocket, socket),
          Effect.provideService(Settings, settings),
          Effect.provideService(Discovery, discovery),
          Effect.provideService(Launcher, launcher),
          Effect.provideService(ToolRegistry, registry)
        ),
      // What is merged is listened to a moment later: each begins at what is now.
      updates: Stream.unwrap(Effect.gen(function*() {
        const { next } = yield* events.page({ from: Number.MAX_SAFE_INTEGER, limit: 1 })
        const calls = events.subscribe({ topic: "tools", from: next })
        return Stream.mergeAll<unknown, never, never>([
          yield* laterThanNow(socket.state),
          yield* laterThanNow(launcher.state),
          Stream.filter(
            calls,
            (one) => one._tag === "Event" && (one.event.type === "paused" || one.event.type === "resumed")
          )
        ], { concurrency: "unbounded" })
      }))
    },
    {
      uri: "qtmcp://app/log",
      name: "app-log",
      template: "qtmcp://app/log{?lines}",
      description: "Last lines the launched application printed (200, at most 1000): ?lines=N",
      mimeType: "text/plain",
      read: (params) => Effect.map(launcher.output(natural(params.get("lines"))), (lines) => lines.join("\n")),
      updates: launcher.outputs
    },
    {
      uri: "qtmcp://events",
      name: "events",
      template: "qtmcp://events{?from,limit}",
      description: "Notifications of the application (signals, captured events), oldest first: ?from=SEQ&limit=N",
      mimeType: "application/json",
      read: (params) => {
        const from = natural(params.get("from"))
        const limit = natural(params.get("limit"))
        return Effect.map(
          events.page({
            topic: "probe",
            ...(from === undefined ? {} : { from }),
            ...(limit === undefined ? {} : { limit: Math.min(limit, 1000) })
          }),
          json
        )
      },
      updates: events.changes.pipe(Stream.filter((event) => event.topic === "probe"))
    }
  ]
  return resources
})
