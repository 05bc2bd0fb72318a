import type { ProbeNotification } from "../../../services/ProbeSocket.ts"
import type { RecordedEvent, RecordingOptions, RecordingStatus } from "../../../services/Recorder.ts"
import { type Capture, nothing } from "./capture.ts"
import { eventOf, isEcho } from "./events.ts"
import { makeSubscriptions } from "./subscriptions.ts"

/** Events that are kept. */
const capacity = 5000

/** One recording: what was asked for, what is listened to, what has happened. Times are epoch milliseconds. */
export const makeRecording = (options: RecordingOptions, begun: number) => {
  const subscriptions = makeSubscriptions()
  const events: Array<RecordedEvent> = []
  const notes = new Set<string>()
  let ended: number | undefined
  let dropped = 0
  let capture: Capture = nothing

  const push = (event: RecordedEvent): void => {
    events.push(event)
    if (events.length <= capacity) return
    events.shift()
    dropped += 1
  }
  const at = (now: number): number => Math.max(0, now - begun) / 1000

  return {
    options,
    subscriptions,
    capture: () => capture,
    setCapture: (next: Capture): void => {
      capture = next
    },
    note: (text: string): void => void notes.add(text),
    events: (): ReadonlyArray<RecordedEvent> => events,

    /** The notification as an event, where it is one of this recording. */
    eventOf: (notification: ProbeNotification, now: number): RecordedEvent | undefined => {
      const event = ended === undefined ? eventOf(notification, at(now), subscriptions.wishOf) : undefined
      const isOurs = event !== undefined && !isEcho(event, events.at(-1))
        && (event.type !== "event" || capture.events) && (event.type !== "object_created" || capture.lifecycle)
      return isOurs ? event : undefined
    },
    push,
    reconnected: (url: string, now: number): void => push({ t: at(now), type: "reconnected", object: url }),
    /** Notifications that came too fast to be read. */
    missed: (count: number): void => {
      dropped += count
    },
    end: (now: number): void => {
      ended ??= now
    },
    status: (now: number): RecordingStatus => ({
      recording: ended === undefined,
      subscriptions: subscriptions.count(),
      targets: subscriptions.objects(),
      captureEvents: capture.events,
      lifecycle: capture.lifecycle,
      eventCount: events.length,
      dropped,
      duration: at(ended ?? now),
      notes: [...notes]
    })
  }
}

export type Recording = ReturnType<typeof makeRecording>
