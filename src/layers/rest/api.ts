import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { version } from "../program/version.ts"
import { bodyMayBeAbsent, counting, describe } from "./document.ts"
import { BusFrame, Intervention, TaskFrame } from "./Frame.ts"
import { By, LoginView, OutlineView, PictureView } from "./LiveViews.ts"
import * as refusals from "./refusals.ts"
import { Checked, Guarded, Read } from "./Refusing.ts"
import { HealthView, PauseView, ServerView } from "./ServerView.ts"
import { NewTask, ResultView, StartedView, TaskView } from "./TaskView.ts"
import { OutputView, ToolCall, ToolView } from "./ToolView.ts"

const about = (summary: string, description?: string) =>
  OpenApi.annotations({ summary, ...(description === undefined ? {} : { description }) })

const server = HttpApiGroup.make("server", { topLevel: true })
  .add(
    HttpApiEndpoint.get("info", "/", { success: ServerView })
      .annotateMerge(about("The server, and where the rest is")),
    HttpApiEndpoint.get("live", "/live", { success: ServerView })
      .annotateMerge(about("The same, where an application shows a page of its own at /")),
    HttpApiEndpoint.get("health", "/health", { success: HealthView, error: refusals.backendDown })
      .annotateMerge(about("503 while the probe cannot be used"))
  )
  .annotateMerge(about("The server itself"))

const tools = HttpApiGroup.make("tools")
  .add(
    HttpApiEndpoint.get("list", "/tools", { success: Schema.Struct({ tools: Schema.Array(ToolView) }) })
      .annotateMerge(about("The tools of this server")),
    HttpApiEndpoint.post("call", "/tools/:name", {
      params: { name: Schema.String },
      payload: [ToolCall, Schema.Null],
      success: OutputView,
      error: [refusals.unknownTool, refusals.wrongArguments]
    }).middleware(Read).middleware(Checked).annotateMerge(bodyMayBeAbsent("ToolCall")).annotateMerge(
      about("Calls a tool", "Closing the connection before the answer interrupts the call.")
    )
  )
  .annotateMerge(about("The tools that drive the application"))

const params = { task_id: Schema.String }

const tasks = HttpApiGroup.make("tasks")
  .add(
    HttpApiEndpoint.post("start", "/tasks", {
      payload: NewTask,
      success: StartedView,
      error: [refusals.notStartable, refusals.unknownTool, refusals.tooManyTasks, refusals.noWorkflow]
    }).middleware(Read).middleware(Checked).annotateMerge(about("Starts a tool as a task")),
    HttpApiEndpoint.get("list", "/tasks", { success: Schema.Struct({ tasks: Schema.Array(TaskView) }) })
      .annotateMerge(about("All tasks, whoever started them, the newest first")),
    HttpApiEndpoint.get("get", "/tasks/:task_id", { params, success: TaskView, error: refusals.unknownTask })
      .annotateMerge(about("How far a task is")),
    HttpApiEndpoint.get("result", "/tasks/:task_id/results", {
      params,
      success: ResultView,
      error: [refusals.unknownTask, refusals.taskRunning]
    }).annotateMerge(about("What a task that ended has left")),
    HttpApiEndpoint.delete("cancel", "/tasks/:task_id", { params, success: TaskView, error: refusals.unknownTask })
      .annotateMerge(about("Cancels a task", "Answers when the task has ended; of one that had ended nothing changes."))
  )
  .annotateMerge(about("One table of tasks, shared with MCP"))

const actions = HttpApiGroup.make("actions")
  .add(
    HttpApiEndpoint.post("pause", "/pause", { query: By, success: PauseView }).middleware(Checked).annotateMerge(about(
      "Holds the actions of all tools",
      "What has begun goes on; what would begin waits, and answers within the deadline of a call that it is held. Tools "
        + "that only look go on. A second pause changes nothing."
    )),
    HttpApiEndpoint.post("resume", "/resume", { query: By, success: PauseView }).middleware(Checked)
      .annotateMerge(about("Lets the actions go on, in the order in which they came"))
  )
  .annotateMerge(about("A person's switch over what acts on the application"))

const view = HttpApiGroup.make("view")
  .add(
    HttpApiEndpoint.get("picture", "/view/picture", { success: PictureView, error: refusals.notShown })
      .annotateMerge(about("The window in front, with marks where an agent acted in the last seconds")),
    HttpApiEndpoint.get("outline", "/view/outline", { success: OutlineView, error: refusals.notShown })
      .annotateMerge(about("The text of the window in front, as ui_snapshot prints it"))
  )
  .annotateMerge(about("The application as the live view shows it; nothing connects or waits for it"))

const logins = HttpApiGroup.make("logins")
  .add(
    HttpApiEndpoint.post("issue", "/login-links", { success: LoginView, error: refusals.noLogin })
      .annotateMerge(about("A link that lets one browser in, once, where the server has a token"))
  )
  .annotateMerge(about("How a person's browser gets in"))

const count = Schema.String.check(Schema.isPattern(/^\d{1,15}$/)).pipe(
  Schema.decodeTo(Schema.Int, SchemaTransformation.numberFromString)
)

const watch = HttpApiGroup.make("watch")
  .add(
    HttpApiEndpoint.get("stream", "/tasks/:task_id/logs/stream", {
      params,
      headers: { "last-event-id": Schema.optionalKey(count) },
      success: [
        HttpApiSchema.StreamSse({ data: TaskFrame }).annotate({ description: "The events, from the first on" }),
        HttpApiSchema.NoContent.annotate({ description: "Last-Event-ID was the last event of a task that has ended" })
      ],
      error: refusals.unknownTask
    }).middleware(Checked).annotateMerge(counting("last-event-id"))
      .annotateMerge(about("The events of a task as server-sent events, which end with the task")),
    HttpApiEndpoint.get("task", "/ws/:task_id", {
      params,
      success: HttpApiSchema.Empty(101).annotate({ description: "A WebSocket of TaskFrame as JSON texts" }),
      error: refusals.noWebSocket
    }).annotateMerge(about(
      "The events of a task as a WebSocket",
      "Sends TaskFrame, from the task's first event on, and closes with 1000 after its last one (4404: there is no such "
        + "task). Takes Intervention."
    )),
    HttpApiEndpoint.get("bus", "/ws", {
      query: { from: Schema.optionalKey(count), topic: Schema.optionalKey(Schema.String) },
      success: HttpApiSchema.Empty(101).annotate({ description: "A WebSocket of BusFrame as JSON texts" }),
      error: refusals.noWebSocket
    }).middleware(Checked).annotateMerge(counting("from")).annotateMerge(about(
      "All events as a WebSocket",
      "Sends BusFrame: events from `from` on (from now on where absent), of one topic where one is given."
    ))
  )
  .annotateMerge(about("Events as they happen"))

/** The REST and WebSocket half of the gateway; the OpenAPI document is made of it. */
export const api = HttpApi.make("qtmcp")
  .add(server, tools, tasks, watch, actions, view, logins)
  .middleware(Guarded)
  .annotate(HttpApi.AdditionalSchemas, [BusFrame, Intervention])
  .annotate(HttpApi.PayloadParseOptions, { onExcessProperty: "error" })
  .annotateMerge(OpenApi.annotations({
    title: "qtmcp gateway",
    version,
    description:
      "Tools, tasks and events of a Qt application. MCP is served at /mcp of the same port. Where the server has a token "
      + "every request carries it as `Authorization: Bearer`; an error is `{error: {code, message}}`.",
    transform: describe
  }))
