import * as Schema from "effect/Schema"
import { Task } from "../../../services/Tasks.ts"

const Content = Schema.Union([
  Schema.Struct({ type: Schema.Literal("text"), text: Schema.String }),
  Schema.Struct({ type: Schema.Literal("image"), data: Schema.String, mimeType: Schema.String })
])

const Output = Schema.Struct({
  content: Schema.Array(Content),
  data: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown))
})

const TaskJson = Schema.fromJsonString(Task)
const OutputJson = Schema.fromJsonString(Output)
const DataJson = Schema.fromJsonString(Schema.Unknown)

/** A row of the table `tasks`. */
const TaskRow = Schema.Struct({ task: TaskJson, output: Schema.NullOr(OutputJson) })

/** A row of the table `events`; `task` is the topic. */
const EventRow = Schema.Struct({
  task: Schema.String,
  seq: Schema.Int,
  number: Schema.Int,
  at: Schema.Finite,
  actor: Schema.String,
  type: Schema.String,
  data: DataJson
})

export const decodeTasks = Schema.decodeUnknownSync(Schema.Array(TaskRow))
export const decodeEvents = Schema.decodeUnknownSync(Schema.Array(EventRow))
export const encodeTask = Schema.encodeSync(TaskJson)
export const encodeOutput = Schema.encodeSync(OutputJson)
export const encodeData = Schema.encodeSync(DataJson)
