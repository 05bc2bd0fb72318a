import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { Events } from "../../services/Events.ts"
import { type ProbeInfo, ProbeSocket, type ProbeState } from "../../services/ProbeSocket.ts"
import { drivesApplication, Settings } from "../../services/Settings.ts"

/** The connection to the application, in words for a person. */
export const ConnectionView = Schema.Struct({
  state: Schema.Literals(["idle", "connecting", "ready", "blocked", "down", "none"]),
  text: Schema.String.annotate({ description: "What is the case" }),
  advice: Schema.String.annotate({ description: "What a person can do; empty where there is nothing to do" })
}).annotate({ identifier: "Connection" })
export type ConnectionView = typeof ConnectionView.Type

const nameOf = ({ appName, title, url }: ProbeInfo): string => title ?? appName ?? url

const connectionView = (state: ProbeState | undefined): ConnectionView => {
  switch (state?._tag) {
    case undefined:
      return { state: "none", text: "This server drives no Qt application.", advice: "" }
    case "idle":
      return { state: "idle", text: "Not connected yet.", advice: "The first call of an agent connects." }
    case "connecting":
      return { state: "connecting", text: `Connecting: attempt ${state.attempt} of ${state.of}.`, advice: "" }
    case "ready":
      return { state: "ready", text: `Connected to ${nameOf(state.probe)}.`, advice: "" }
    case "blocked":
      return {
        state: "blocked",
        text: `${nameOf(state.probe)} is blocked: it has answered nothing since ${state.method}.`,
        advice: "A dialog, or long work, holds it. Close the dialog in the application; work goes on by itself then."
      }
    case "down":
      return {
        state: "down",
        text: `No connection: ${state.reason}.`,
        advice: "Start the application with the probe loaded. The next call tries again."
      }
  }
}

/** The connection of a server that drives a Qt application; another has only commands, or an application's own tools. */
export const probe = Effect.gen(function*() {
  const settings = Option.getOrUndefined(yield* Effect.serviceOption(Settings))
  const socket = Option.getOrUndefined(yield* Effect.serviceOption(ProbeSocket))
  return settings === undefined || drivesApplication(settings.mode) ? socket : undefined
})

/** The state of the connection now. */
export const currentConnection = (socket: ProbeSocket["Service"] | undefined): Effect.Effect<ConnectionView> =>
  socket === undefined
    ? Effect.succeed(connectionView(undefined))
    : Effect.map(SubscriptionRef.get(socket.state), connectionView)

/** What becomes of the connection, as events of the topic `connection`. */
export const connectionEvents = Layer.effectDiscard(
  Effect.gen(function*() {
    const { publish } = yield* Events
    const socket = yield* probe
    if (socket === undefined) return
    const first = yield* SubscriptionRef.get(socket.state)
    yield* SubscriptionRef.changes(socket.state).pipe(
      // What is the case already is no change.
      Stream.dropWhile((state) => state === first),
      Stream.runForEach((now) =>
        publish({ topic: "connection", type: "connection", actor: "app", data: connectionView(now) })
      ),
      Effect.forkScoped
    )
  })
)
