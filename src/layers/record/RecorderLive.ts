import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { Events } from "../../services/Events.ts"
import { Refused } from "../../services/ProbeError.ts"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import { Recorder, type RecordingOptions, type RecordingStatus } from "../../services/Recorder.ts"
import { Refs } from "../../services/Refs.ts"
import { Settings } from "../../services/Settings.ts"
import { wishes } from "../../tools/record/listening.ts"
import { nothing, switchOff, switchOn } from "./recorder/capture.ts"
import { follow } from "./recorder/follow.ts"
import { withoutSecrets } from "./recorder/keys.ts"
import { makeRecording, type Recording } from "./recorder/Recording.ts"
import { readSecrets } from "./secrets.ts"

/** How long the application has to be told that nobody listens any more. */
const farewell = "2 seconds"

const seedNote =
  "The seed generation of the probe captures no input events, and its notifications of new objects would drown the application: signals alone are recorded."

const unreached = "The application could not be told to stop sending: it does so until it ends."

const none: RecordingStatus = {
  recording: false,
  subscriptions: 0,
  targets: 0,
  captureEvents: false,
  lifecycle: false,
  eventCount: 0,
  dropped: 0,
  duration: 0,
  notes: []
}

const make = Effect.gen(function*() {
  const socket = yield* ProbeSocket
  const secrets = yield* readSecrets((yield* Settings).secrets)
  const context = yield* Effect.context<ProbeSocket | Refs | Events>()
  const turn = yield* Semaphore.make(1)
  let running: { readonly recording: Recording; readonly scope: Scope.Closeable } | undefined
  let last: Recording | undefined

  const status = Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    return last === undefined ? none : last.status(now)
  })

  /** Puts the application back as it was, as far as it can be reached. */
  const leave = Effect.fnUntraced(function*(recording: Recording) {
    const left = yield* Effect.andThen(switchOff(recording.capture()), recording.subscriptions.unlisten()).pipe(
      Effect.timeout(farewell),
      Effect.exit
    )
    if (Exit.isFailure(left)) {
      recording.note(unreached)
    }
  })

  const end = Effect.suspend(() => {
    const ended = running
    running = undefined
    return ended === undefined ? Effect.void : Effect.gen(function*() {
      ended.recording.end(yield* Clock.currentTimeMillis)
      yield* Scope.close(ended.scope, Exit.void)
      const { _tag } = yield* SubscriptionRef.get(socket.state)
      if (_tag === "ready" || _tag === "connecting") yield* leave(ended.recording)
      else ended.recording.note(unreached)
    })
  })

  const begin = Effect.fnUntraced(function*(options: RecordingOptions) {
    if (running !== undefined) {
      return yield* new Refused({
        reason: "A recording is under way already: qtmcp_recording_stop ends it and gives its events."
      })
    }
    const probe = yield* socket.probe
    const recording = makeRecording(options, yield* Clock.currentTimeMillis)
    const isNewest = probe.generation === "newest"
    const scope = yield* Scope.make()
    running = { recording, scope }
    last = recording
    const wanted = { events: options.events ?? true, lifecycle: options.lifecycle ?? true }
    if (!isNewest && (wanted.events || wanted.lifecycle)) recording.note(seedNote)
    return yield* Effect.gen(function*() {
      // Who listens first misses nothing of what the subscriptions bring at once.
      yield* Scope.provide(follow(recording, probe), scope)
      const tooMany = yield* recording.subscriptions.listen(yield* wishes(options.targets))
      if (tooMany > 0) recording.note(`${tooMany} more signals were left out: name the targets.`)
      recording.setCapture(isNewest ? wanted : nothing)
      yield* switchOn(recording.capture())
      return yield* status
    }).pipe(Effect.onError(() => end))
  })

  yield* Effect.addFinalizer(() => Effect.provideContext(end, context))

  return Recorder.of({
    start: (options) => turn.withPermit(Effect.provideContext(begin(options), context)),
    stop: turn.withPermit(Effect.gen(function*() {
      const recording = running?.recording
      if (recording === undefined) {
        return yield* new Refused({ reason: "Nothing is being recorded: qtmcp_recording_start begins." })
      }
      const before = yield* status
      yield* end
      // The counts of what was listened to, not of what is left of it.
      const { subscriptions, targets } = before
      return { ...(yield* status), subscriptions, targets, events: withoutSecrets(recording.events(), secrets) }
    })).pipe(Effect.provideContext(context)),
    status
  })
})

export const layer = Layer.effect(Recorder, make)
