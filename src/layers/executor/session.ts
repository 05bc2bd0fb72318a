import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type CommandSpec, Executor, type RunningCommand } from "../../services/Executor.ts"
import type { Rate } from "../http/door/rate.ts"
import { version } from "../program/version.ts"
import { heartbeat } from "./heartbeat.ts"
import { answer, noticeOf, type Notification, notification, refusal, started } from "./messages.ts"
import type { Peer } from "./PeerSocket.ts"
import { codes, type Fault, type Id, readRequest, type Request } from "./requests.ts"

export interface SessionOptions {
  readonly id: string
  readonly address: string
  /** Milliseconds between two pings. */
  readonly heartbeat: number
  /** Takes one command of a client: 0, or the seconds it has to wait. */
  readonly rate: Rate
}

const statuses = { PAUSE: "paused", RESUME: "resumed", CANCEL: "canceled" } as const

const faultOf = (error: { readonly _tag: string; readonly message: string; readonly hint?: string }): Fault => {
  const { message } = error
  switch (error._tag) {
    case "CommandRefused":
      return { code: codes.refused, message, data: { hint: error.hint ?? "" } }
    case "CommandOver":
      return { code: codes.noProcess, message }
    default:
      return { code: codes.internal, message }
  }
}

/** Serves one connection until it ends, with one command at a time. What runs is ended with it. */
export const session = Effect.fn("Executor.session")(function*(peer: Peer, options: SessionOptions) {
  const executor = yield* Executor
  const scope = yield* Effect.scope
  let current: RunningCommand | "starting" | undefined

  const notify = (notice: Notification) => peer.post(notification(notice))
  const reply = (id: Id, result: unknown) => Effect.sync(() => id === undefined || peer.post(answer(id, result)))
  const refuse = (id: Id, fault: Fault) => Effect.sync(() => id === undefined || peer.post(refusal(id, fault)))

  /** Passes on what a command does, at the client's speed. When its end is told, the next one may come. */
  const follow = Effect.fnUntraced(function*({ events, pid }: RunningCommand) {
    yield* Stream.runForEachArray(events, (batch) =>
      Effect.gen(function*() {
        for (const event of batch) {
          if (event._tag === "completed") current = undefined
          if (!notify(noticeOf(options.id, pid, event))) yield* peer.drained
        }
      }))
  })

  const run = Effect.fnUntraced(function*(id: Id, spec: CommandSpec) {
    const command = yield* executor.start(spec)
    current = command
    yield* reply(id, { status: "started", pid: command.pid, pgid: command.pid })
    notify(started(command.pid))
    yield* follow(command)
  })

  const execute = Effect.fnUntraced(function*(id: Id, spec: CommandSpec) {
    if (current !== undefined) return yield* refuse(id, { code: codes.params, message: "A process is already running" })
    current = "starting"
    const wait = yield* options.rate(options.address)
    if (wait > 0) {
      current = undefined
      const message = `Too many commands; try again in ${wait} s`
      return yield* refuse(id, { code: codes.rate, message, data: { retry_after: wait } })
    }
    yield* Effect.scoped(run(id, spec)).pipe(
      Effect.catch((error) => {
        current = undefined
        return refuse(id, faultOf(error))
      })
    )
  })

  const control = Effect.fnUntraced(function*(id: Id, type: keyof typeof statuses) {
    if (current === undefined || current === "starting") {
      return yield* refuse(id, { code: codes.noProcess, message: "No process is running" })
    }
    const { cancel, pause, resume } = current
    yield* { PAUSE: pause, RESUME: resume, CANCEL: cancel }[type].pipe(
      Effect.andThen(reply(id, { status: statuses[type] })),
      Effect.catch((error) => refuse(id, faultOf(error)))
    )
  })

  const handle = (request: Request): Effect.Effect<unknown> => {
    switch (request._tag) {
      case "execute":
        return Effect.forkIn(execute(request.id, request.spec), scope, { startImmediately: true })
      case "control":
        return control(request.id, request.type)
      case "fault":
        return refuse(request.id, request.fault)
      case "ignored":
        return Effect.void
    }
  }

  const listening = Effect.gen(function*() {
    for (;;) {
      const frame = yield* peer.next
      if (frame === undefined) return
      yield* handle(readRequest(frame))
    }
  })

  notify({
    method: "connected",
    params: { session_id: options.id, version, capabilities: ["execute", "control", "stream", "argv", "cwd", "env"] }
  })
  yield* Effect.raceFirst(listening, heartbeat(peer, options.heartbeat))
  peer.cut()
}, Effect.scoped)
