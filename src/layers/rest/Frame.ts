import * as Schema from "effect/Schema"
import type { Event } from "../../services/Events.ts"

const timestamp = Schema.String.annotate({ description: "UTC, ISO 8601", format: "date-time" })

/** An event of a task as its watchers get it (gateway notes); also what an ERROR and a DROPPED look like there. */
export const TaskFrame = Schema.Struct({
  type: Schema.String.annotate({
    description: "The type of the event; DROPPED where events are gone; ERROR for what cannot be done with a frame"
  }),
  task_id: Schema.String,
  timestamp,
  seq: Schema.optionalKey(Schema.Int.annotate({
    description:
      "The event's number within the task: grows by one from 1. Absent in what is no event: DROPPED, refusals"
  })),
  data: Schema.Unknown
}).annotate({ identifier: "TaskFrame" })
export type TaskFrame = typeof TaskFrame.Type

/** An event of the whole bus as its watchers get it. */
export const BusFrame = Schema.Struct({
  type: Schema.String,
  topic: Schema.optionalKey(Schema.String),
  actor: Schema.optionalKey(Schema.String.annotate({ description: "Who acted" })),
  timestamp,
  seq: Schema.optionalKey(Schema.Int.annotate({ description: "The event's place on the bus; pass seq + 1 as from" })),
  data: Schema.Unknown
}).annotate({ identifier: "BusFrame" })
export type BusFrame = typeof BusFrame.Type

/** Characters of what a person says at once: it is kept as an event, as many others are. */
export const longestGuidance = 20_000

/** What a watcher of a task may send. */
export const Intervention = Schema.Struct({
  type: Schema.Literal("INTERVENTION"),
  guidance: Schema.NonEmptyString.check(Schema.isMaxLength(longestGuidance))
}).annotate({ identifier: "Intervention" })

/** ISO 8601, as all times of REST and WebSocket are written. */
export const instant = (millis: number): string => new Date(millis).toISOString()

export const taskFrame = ({ at, data, number, topic, type }: Event): TaskFrame => ({
  type,
  task_id: topic,
  timestamp: instant(at),
  seq: number,
  data
})

export const busFrame = ({ actor, at, data, seq, topic, type }: Event): BusFrame => ({
  type,
  topic,
  actor,
  timestamp: instant(at),
  seq,
  data
})

/** A frame that stands for no event. */
export const notice = (type: "DROPPED" | "ERROR", now: number, data: unknown) => ({
  type,
  timestamp: instant(now),
  data
})
