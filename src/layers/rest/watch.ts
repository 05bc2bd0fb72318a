import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Schema from "effect/Schema"
import * as Socket from "effect/socket/Socket"
import * as Stream from "effect/Stream"
import { Events } from "../../services/Events.ts"
import { Tasks } from "../../services/Tasks.ts"
import { actingAs } from "./actingAs.ts"
import { api } from "./api.ts"
import { Intervention, longestGuidance, notice } from "./Frame.ts"
import * as frames from "./frames.ts"
import * as sse from "./sse.ts"
import { Watchers } from "./Watchers.ts"
import { converse } from "./webSocket.ts"

const decode = Schema.decodeUnknownEffect(Schema.fromJsonString(Intervention), { onExcessProperty: "error" })

/** The frame that tells what could not be done. */
const refused = (code: string, message: string, of: object = {}) =>
  Effect.map(Clock.currentTimeMillis, (now) => ({ ...notice("ERROR", now, { code, message }), ...of }))

const unknownTask = new Socket.CloseEvent(4404, "unknown task")
const ended = new Socket.CloseEvent(1000, "the task has ended")

export const layer = HttpApiBuilder.group(
  api,
  "watch",
  Effect.fnUntraced(function*(handlers) {
    const events = yield* Events
    const tasks = yield* Tasks
    const { dismissed } = yield* Watchers

    /** A person speaks to the task. That it was heard is an event like others, so only a refusal is answered. */
    const intervene = (id: string) => (frame: string | Uint8Array) =>
      decode(frame).pipe(
        Effect.matchEffect({
          onFailure: () =>
            refused(
              "INVALID_FRAME",
              `Not understood. Send {"type": "INTERVENTION", "guidance": "…"} as a text, of at most ${longestGuidance} characters.`,
              { task_id: id }
            ),
          onSuccess: ({ guidance }) =>
            Effect.matchEffect(tasks.intervene(id, guidance), {
              onFailure: ({ _tag, message }) =>
                refused(_tag === "UnknownTask" ? "UNKNOWN_TASK" : "TASK_ENDED", message, { task_id: id }),
              onSuccess: () => Effect.void
            })
        }),
        actingAs("ws")
      )

    return handlers.handleAll({
      stream: ({ headers, params, request }) =>
        Effect.gen(function*() {
          const { status } = yield* tasks.get(params.task_id)
          return yield* sse.respond(request, {
            frames: frames.ofTask(events, tasks, params.task_id, headers["last-event-id"]),
            isResumed: headers["last-event-id"] !== undefined,
            status,
            dismissed
          })
        }),
      task: ({ params: { task_id }, request }) =>
        tasks.get(task_id).pipe(
          Effect.map(() => ({ frames: frames.ofTask(events, tasks, task_id), end: ended })),
          Effect.catchTag("UnknownTask", ({ message }) =>
            Effect.succeed({
              frames: Stream.fromEffect(refused("UNKNOWN_TASK", message, { task_id })),
              end: unknownTask
            })),
          Effect.flatMap((conversation) =>
            converse(request, { ...conversation, dismissed, receive: intervene(task_id) })
          )
        ),
      bus: ({ query, request }) =>
        converse(request, {
          frames: frames.ofBus(events, query),
          end: ended,
          dismissed,
          receive: () => refused("INVALID_FRAME", "Nothing is taken here. Interventions go to /ws/{task_id}.")
        })
    })
  })
)
