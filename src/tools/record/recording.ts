import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type RecordedEvent, Recorder, type RecordingStatus } from "../../services/Recorder.ts"
import * as Param from "../params.ts"
import { observing } from "../probe/observing.ts"
import { make, text } from "../tool.ts"

const statusText = (status: RecordingStatus): string => {
  const dropped = status.dropped === 0 ? "" : `, ${status.dropped} older ones dropped`
  return [
    `${status.recording ? "recording" : "not recording"}: ${status.eventCount} events in ${
      Math.round(status.duration * 10) / 10
    } s${dropped}; ${status.subscriptions} signals of ${status.targets} objects${
      status.captureEvents ? ", input events" : ""
    }${status.lifecycle ? ", new objects" : ""}`,
    ...status.notes
  ].join("\n")
}

const data = (status: RecordingStatus) => ({
  recording: status.recording,
  subscriptions: status.subscriptions,
  targets: status.targets,
  capture_events: status.captureEvents,
  event_count: status.eventCount,
  dropped: status.dropped,
  duration: status.duration,
  notes: status.notes
})

const eventText = ({ name, object, t, type, ...more }: RecordedEvent): string => {
  const details = Object.entries(more).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return [t.toFixed(3), type, name ?? object, ...details].join(" ")
}

/** The tools of the capability `record`. Their names and parameters are those users of the Python server know. */
export const recordingTools = [
  make({
    name: "qtmcp_recording_start",
    kind: "admin",
    about: "Record what the user does in the application: signals, input events, new objects.",
    params: {
      targets: Schema.optionalKey(
        Schema.Array(Schema.Struct({
          object_id: Param.objectId,
          signals: Schema.optionalKey(
            Schema.Array(Schema.NonEmptyString).annotate({ description: "default by class" })
          ),
          recursive: Param.flag("and all inside it")
        })).annotate({ description: "default all known widgets" })
      ),
      include_lifecycle: Param.flag("default true"),
      capture_events: Param.flag("default true")
    },
    wire: {
      newest: [
        ...observing.newest,
        "qt.signals.subscribe",
        "qt.signals.unsubscribe",
        "qt.signals.setLifecycle",
        "qt.names.list",
        "qt.events.start",
        "qt.events.stop"
      ],
      seed: [
        ...observing.seed,
        "qt.signals.subscribe",
        "qt.signals.unsubscribe",
        "qt.names.list",
        "qt.objects.info",
        "qt.signals.list",
        "qt.objects.findByClass",
        "qt.properties.get"
      ]
    },
    run: Effect.fn("qtmcp_recording_start")(function*({ capture_events, include_lifecycle, targets }) {
      const recorder = yield* Recorder
      const status = yield* recorder.start({
        targets: targets?.map(({ object_id, recursive, signals }) => ({ object: object_id, recursive, signals })),
        lifecycle: include_lifecycle,
        events: capture_events
      })
      return text(statusText(status), data(status))
    })
  }),
  make({
    name: "qtmcp_recording_stop",
    kind: "admin",
    about: "Stop recording; answers with all events.",
    params: {},
    wire: {
      newest: ["qt.signals.unsubscribe", "qt.signals.setLifecycle", "qt.events.stop"],
      seed: ["qt.signals.unsubscribe"]
    },
    run: Effect.fn("qtmcp_recording_stop")(function*() {
      const recorder = yield* Recorder
      const { events, ...status } = yield* recorder.stop
      return text([statusText(status), ...events.map(eventText)].join("\n"), { ...data(status), events })
    })
  }),
  make({
    name: "qtmcp_recording_status",
    kind: "admin",
    about: "State of the recording.",
    params: {},
    run: Effect.fn("qtmcp_recording_status")(function*() {
      const recorder = yield* Recorder
      const status = yield* recorder.status
      return text(statusText(status), data(status))
    })
  })
]
