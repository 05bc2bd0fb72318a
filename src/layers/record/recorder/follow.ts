import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { type ProbeInfo, type ProbeNotification, ProbeSocket } from "../../../services/ProbeSocket.ts"
import type { RecordedEvent } from "../../../services/Recorder.ts"
import { switchOn } from "./capture.ts"
import { tellsCharacter, withoutCharacter } from "./keys.ts"
import { makePasswordKeys } from "./passwordKeys.ts"
import type { Recording } from "./Recording.ts"

/** Whatever the application pushes, into the recording. */
const take = Effect.fnUntraced(function*(recording: Recording) {
  const socket = yield* ProbeSocket
  const isPassword = makePasswordKeys()
  let seen: number | undefined
  const shown = (event: RecordedEvent) =>
    tellsCharacter(event)
      ? Effect.map(isPassword(event.object), (password) => password ? withoutCharacter(event) : event)
      : Effect.succeed(event)
  const one = Effect.fnUntraced(function*(notification: ProbeNotification) {
    const { number } = notification
    if (number !== undefined && seen !== undefined && number > seen + 1) recording.missed(number - seen - 1)
    seen = number ?? seen
    const event = recording.eventOf(notification, yield* Clock.currentTimeMillis)
    if (event !== undefined) recording.push(yield* shown(event))
  })
  yield* socket.notifications.pipe(Stream.runForEach(one), Effect.forkScoped({ startImmediately: true }))
})

/** The subscriptions outlive a connection, but not the application: on every new one they are made again, once. */
const reattach = Effect.fn("Recorder.reattach")(function*(recording: Recording, url: string) {
  const failed = yield* recording.subscriptions.relisten()
  if (failed > 0) {
    recording.note(`${failed} signals could not be subscribed again after a reconnect: their objects are gone.`)
  }
  yield* switchOn(recording.capture())
  recording.reconnected(url, yield* Clock.currentTimeMillis)
})

/** An application that is started again may listen at another port. */
const isSame = (one: ProbeInfo, other: ProbeInfo): boolean =>
  one.url === other.url || (one.appName !== undefined && one.appName === other.appName)

/** Feeds a recording of this probe for as long as the scope lives. */
export const follow = Effect.fn("Recorder.follow")(function*(recording: Recording, probe: ProbeInfo) {
  const socket = yield* ProbeSocket
  const first = yield* SubscriptionRef.get(socket.state)
  let connection = first._tag === "ready" || first._tag === "blocked" ? first.connection : 0
  yield* take(recording)
  yield* SubscriptionRef.changes(socket.state).pipe(
    Stream.runForEach((state) => {
      if (state._tag !== "ready" || state.connection === connection) return Effect.void
      connection = state.connection
      const { url } = state.probe
      if (isSame(state.probe, probe)) return Effect.ignore(reattach(recording, url), { log: "Warn" })
      recording.note(`The bridge is connected to ${url} now; what happens at ${probe.url} is not recorded meanwhile.`)
      return Effect.void
    }),
    Effect.forkScoped({ startImmediately: true })
  )
})
