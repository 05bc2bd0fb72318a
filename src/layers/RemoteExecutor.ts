import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { CommandFailed, CommandRefused, type CommandSpec, Executor } from "../services/Executor.ts"
import type { Disconnected, ProbeFault } from "../services/ProbeError.ts"
import { codes } from "./executor/requests.ts"
import type { OpenFailed } from "./probe/connection.ts"
import { follow } from "./remote/command.ts"
import { makeInbox } from "./remote/inbox.ts"
import { makeLedger } from "./remote/ledger.ts"
import { type Notice, noticeOf } from "./remote/notices.ts"
import { type Address, openSession, type Session } from "./remote/session.ts"
import { shellText } from "./remote/shellText.ts"

export interface RemoteOptions extends Address {
  /** Bytes of output of a command that names none. */
  readonly maxOutput: number
}

/** How long an executor may take to start a command; the original asks its hooks first. */
const startTime = "30 seconds"

const decodeStarted = Schema.decodeUnknownOption(Schema.Struct({ pid: Schema.optionalKey(Schema.NullOr(Schema.Int)) }))

/** An address for people, without what opens doors. */
const shown = (url: string): string => {
  const { host, pathname, protocol } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

const labelOf = ({ run }: CommandSpec): string => typeof run === "string" ? "the command" : run[0]

const wantsToken = /\b(?:401|403)\b/

const unreachable = (url: string, spec: CommandSpec, { reason }: OpenFailed): CommandFailed => {
  const next = wantsToken.test(reason)
    ? "it wants a token (--executor-token), or does not let this machine in"
    : "start it there (qtmcp executor), correct --executor-url, or leave that out to run commands in this process"
  return new CommandFailed({
    command: labelOf(spec),
    reason: `the executor at ${shown(url)} cannot be used: ${reason}; ${next}`
  })
}

/** The original answers a command it does not allow with another number, and says so. */
const refusalOf = (
  url: string,
  spec: CommandSpec,
  error: ProbeFault | Disconnected
): CommandRefused | CommandFailed => {
  const command = labelOf(spec)
  if (error._tag === "Disconnected") {
    return new CommandFailed({
      command,
      reason: `the executor at ${shown(url)} closed the connection (${error.code}) before it told whether it runs`
    })
  }
  const isRefused = error.code === codes.refused || /not allowed/i.test(error.reason)
  return isRefused
    ? new CommandRefused({ reason: error.reason.replace(/^Not allowed: /, "").replace(/\.$/, ""), hint: "" })
    : new CommandFailed({ command, reason: `the executor at ${shown(url)} says: ${error.reason.replace(/\.$/, "")}` })
}

/** The request, as far as this executor understands it. */
const paramsOf = Effect.fnUntraced(function*(spec: CommandSpec, isReliable: boolean) {
  const { cwd, env, run, timeout } = spec
  if (!isReliable) {
    // Whole seconds are all it takes; its own limit comes no earlier than ours.
    return { command: yield* shellText(spec), ...(timeout === undefined ? {} : { timeout: Math.ceil(timeout / 1000) }) }
  }
  return {
    ...(typeof run === "string" ? { command: run } : { argv: run }),
    ...(timeout === undefined ? {} : { timeout: timeout / 1000 }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env })
  }
})

/** Whether it takes programs, folders and variables, as ours does; the original takes text alone, and has its faults. */
const isOurs = ({ capabilities }: Session): boolean => ["argv", "cwd", "env"].every((one) => capabilities.includes(one))

/** Runs commands on an executor that is reached over a WebSocket (executor protocol notes): a connection for each. */
export const layer = (options: RemoteOptions) =>
  Layer.succeed(Executor, {
    start: Effect.fn("RemoteExecutor.start")(function*(spec: CommandSpec) {
      const { url } = options
      // Of nothing that runs there is nothing to be told.
      let take = (_notice: Notice): void => undefined
      const session = yield* openSession(options, (method, params) => {
        const notice = noticeOf(method, params)
        if (notice !== undefined) take(notice)
      }).pipe(Effect.mapError((error) => unreachable(url, spec, error)))
      const isReliable = isOurs(session)
      const inbox = yield* makeInbox(session.listen)
      const ledger = yield* makeLedger({ name: shown(url), isReliable }, inbox, spec.maxOutput ?? options.maxOutput)
      take = ledger.take
      const started = yield* session.request("execute", yield* paramsOf(spec, isReliable)).pipe(
        Effect.mapError((error) => refusalOf(url, spec, error)),
        Effect.timeoutOrElse({
          duration: startTime,
          orElse: () =>
            new CommandFailed({
              command: labelOf(spec),
              reason: `the executor at ${shown(url)} did not start it in time`
            })
        })
      )
      const { pid } = Option.getOrElse(decodeStarted(started), () => ({ pid: 0 }))
      return yield* follow(session, inbox, ledger, { pid: pid ?? 0, timeout: spec.timeout, isReliable })
    })
  })
