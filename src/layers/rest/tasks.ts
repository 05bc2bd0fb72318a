import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import { type Task, Tasks } from "../../services/Tasks.ts"
import { actingAs } from "./actingAs.ts"
import { api } from "./api.ts"
import { NoWorkflow } from "./refusals.ts"
import * as TaskView from "./TaskView.ts"

/** The server as the client has asked for it; `https` where it came by TLS, also to a proxy. */
export const baseUrl = (request: HttpServerRequest.HttpServerRequest): string => {
  const { host = "localhost", "x-forwarded-proto": forwarded } = request.headers
  const isSecure = forwarded === "https" || request.originalUrl.startsWith("https:")
  return `${isSecure ? "https" : "http"}://${host}`
}

/** The address of the task's events. */
const webSocketUrl = (request: HttpServerRequest.HttpServerRequest, { id }: Task): string =>
  `${baseUrl(request).replace("http", "ws")}/ws/${id}`

export const layer = HttpApiBuilder.group(
  api,
  "tasks",
  Effect.fnUntraced(function*(handlers) {
    const tasks = yield* Tasks

    const start = Effect.fn("rest.tasks.start")(
      function*(wanted: typeof TaskView.NewTask.Type, request: HttpServerRequest.HttpServerRequest) {
        if ("prompt" in wanted) return yield* new NoWorkflow()
        const task = yield* tasks.startTool(wanted.tool, wanted.arguments ?? {})
        return { task_id: task.id, status: "started" as const, websocket_url: webSocketUrl(request, task) }
      },
      actingAs("rest")
    )

    return handlers.handleAll({
      start: ({ payload, request }) => start(payload, request),
      list: () => Effect.map(tasks.list, (all) => ({ tasks: all.map(TaskView.view) })),
      get: ({ params }) => Effect.map(tasks.get(params.task_id), TaskView.view),
      result: ({ params }) => Effect.map(tasks.result(params.task_id), TaskView.resultView),
      cancel: ({ params }) =>
        tasks.cancel(params.task_id, "Cancelled by a REST client.").pipe(
          Effect.map(TaskView.view),
          actingAs("rest")
        )
    })
  })
)
