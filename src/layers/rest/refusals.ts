import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import * as Tasks from "../../services/Tasks.ts"
import * as ToolRegistry from "../../services/ToolRegistry.ts"
import { NotShown } from "../live/LiveView.ts"

/** Seconds a client is asked to wait for a task to end. */
const retryAfter = "5"

/** The request cannot be understood; `issue` says where. */
export class WrongRequest extends Schema.TaggedError<WrongRequest>()("WrongRequest", { issue: Schema.String }) {
  override get message(): string {
    return `${this.issue} GET /openapi.json describes every request.`
  }
}

/** The workflow behind `{prompt, answers}` is not there. */
export class NoWorkflow extends Schema.TaggedError<NoWorkflow>()("NoWorkflow", {}) {
  override get message(): string {
    return "Tasks from a prompt are not implemented: this server has no coding workflow. "
      + "Start a tool as a task with {\"tool\": \"…\", \"arguments\": {…}}; GET /tools lists them."
  }
}

/** A path that speaks WebSocket was asked for without one. */
export class NoWebSocket extends Schema.TaggedError<NoWebSocket>()("NoWebSocket", {}) {
  override get message(): string {
    return "This address speaks WebSocket: open it with a WebSocket client."
  }
}

/** The body is longer than the server takes. */
export class TooLarge extends Schema.TaggedError<TooLarge>()("TooLarge", {}) {
  override get message(): string {
    return "The body of the request is too large."
  }
}

/** The body is said to be something else than JSON. */
export class NotJson extends Schema.TaggedError<NotJson>()("NotJson", {}) {
  override get message(): string {
    return "Send the body as JSON, with the header Content-Type: application/json."
  }
}

/** The probe cannot be used now; `reason` says why. */
export class BackendDown extends Schema.TaggedError<BackendDown>()("BackendDown", { reason: Schema.String }) {
  override get message(): string {
    return this.reason
  }
}

/** There is no login, because there is no token. */
export class NoLogin extends Schema.TaggedError<NoLogin>()("NoLogin", {}) {
  override get message(): string {
    return "This server has no token, so it needs no login: open / in a browser."
  }
}

/** Something failed that should not have; what it was is in the log of the server. */
export class Broken extends Schema.TaggedError<Broken>()("Broken", {}) {
  override get message(): string {
    return "A defect of the bridge, please report it. The log of the server has the details."
  }
}

const told = <const Code extends string>(code: Code) => ({ code: Schema.Literal(code), message: Schema.String })

const oneWay = () => "Errors of the bridge are not read back."

/** How a typed error is told: `{error: {code, message}}`, with its own text and a code for programs. */
const refusal = <S extends Schema.Constraint & { readonly Type: { readonly message: string } }, const C extends string>(
  error: S,
  status: number,
  code: C
) =>
  Schema.Struct({ error: Schema.Struct(told(code)) }).annotate({ identifier: code }).pipe(
    Schema.decodeTo(Schema.toType(error), {
      decode: SchemaGetter.forbidden(oneWay),
      encode: SchemaGetter.transform(({ message }: S["Type"]) => ({ error: { code, message } }))
    }),
    HttpApiSchema.status(status)
  )

export const wrongRequest = refusal(WrongRequest, 400, "INVALID_REQUEST")
export const wrongArguments = refusal(ToolRegistry.InvalidArguments, 400, "INVALID_ARGUMENTS")
export const notStartable = refusal(Tasks.NotStartable, 400, "NOT_STARTABLE")
export const unknownTool = refusal(ToolRegistry.UnknownTool, 404, "UNKNOWN_TOOL")
export const unknownTask = refusal(Tasks.UnknownTask, 404, "UNKNOWN_TASK")
export const taskRunning = refusal(Tasks.TaskRunning, 409, "TASK_RUNNING")
export const noLogin = refusal(NoLogin, 409, "NO_LOGIN")
export const tooLarge = refusal(TooLarge, 413, "TOO_LARGE")
export const notJson = refusal(NotJson, 415, "UNSUPPORTED_MEDIA_TYPE")
export const broken = refusal(Broken, 500, "INTERNAL")
export const noWorkflow = refusal(NoWorkflow, 501, "NOT_IMPLEMENTED")
export const backendDown = refusal(BackendDown, 503, "BACKEND_DOWN")
export const notShown = refusal(NotShown, 503, "NOT_SHOWN")

/** 429 with a Retry-After. */
export const tooManyTasks = Tasks.TooManyTasks.pipe(
  HttpApiSchema.encodeToWithHeaders({
    body: Schema.Struct({ error: Schema.Struct({ ...told("TOO_MANY_TASKS"), limit: Schema.Int }) })
      .annotate({ identifier: "TOO_MANY_TASKS" })
      .pipe(HttpApiSchema.status(429)),
    headers: { "retry-after": Schema.String.annotate({ description: "Seconds" }) }
  }, {
    decode: ({ body }) => new Tasks.TooManyTasks({ limit: body.error.limit }),
    encode: ({ limit, message }) => ({
      body: { error: { code: "TOO_MANY_TASKS" as const, message, limit } },
      headers: { "retry-after": retryAfter }
    })
  })
)

/** 426 with the protocol to upgrade to (RFC 9110, 15.5.22). */
export const noWebSocket = NoWebSocket.pipe(
  HttpApiSchema.encodeToWithHeaders({
    body: Schema.Struct({ error: Schema.Struct(told("UPGRADE_REQUIRED")) })
      .annotate({ identifier: "UPGRADE_REQUIRED" })
      .pipe(HttpApiSchema.status(426)),
    headers: { upgrade: Schema.Literal("websocket"), connection: Schema.Literal("upgrade") }
  }, {
    decode: () => new NoWebSocket(),
    encode: ({ message }) => ({
      body: { error: { code: "UPGRADE_REQUIRED" as const, message } },
      headers: { upgrade: "websocket" as const, connection: "upgrade" as const }
    })
  })
)
