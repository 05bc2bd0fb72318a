import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type * as Stream from "effect/Stream"

/** What is to run: text for a shell, or a program with its arguments and no shell between. */
export interface CommandSpec {
  readonly run: string | readonly [program: string, ...args: ReadonlyArray<string>]
  /** Folder to run in; the executor's own where absent. */
  readonly cwd?: string | undefined
  /** Variables beside those the executor hands on. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** Milliseconds from the start, paused time included, after which all of it is ended; the executor's default where absent. */
  readonly timeout?: number | undefined
  /** Bytes of output that are delivered; what comes after is counted. The executor's default where absent. */
  readonly maxOutput?: number | undefined
}

/** A limit of a service the command talked to, as a line of its output told. `text` is that line. */
export type Limit =
  /** The model wrote, or was given, more than it can; `tokens` where the line names a number. */
  | { readonly kind: "token_limit"; readonly tokens: number | undefined; readonly text: string }
  /** The account has used up what it has; `resetAt` is epoch seconds; today's Claude says it in words, in `text`. */
  | { readonly kind: "usage_limit"; readonly resetAt: number | undefined; readonly text: string }
  /** Too many requests; `retryAfter` is seconds. */
  | { readonly kind: "rate_limit_429"; readonly retryAfter: number | undefined; readonly text: string }

/**
 * A line with its line feed, or a piece of a long one: `continues` says that the next event of the same stream goes on
 * with the line, and `index` counts the pieces of a line from 0. Bytes that are no UTF-8 are U+FFFD.
 */
export interface Output {
  readonly _tag: "output"
  readonly stream: "stdout" | "stderr"
  readonly text: string
  readonly index: number
  readonly continues: boolean
}

/** How a command ended was not told by the executor that ran it. */
export class CommandLost extends Schema.TaggedError<CommandLost>()("CommandLost", {
  executor: Schema.String,
  reason: Schema.String,
  next: Schema.String
}) {
  override get message(): string {
    return `How the command ended is not known: the executor at ${this.executor} ${this.reason}. ${this.next}`
  }
}

/**
 * How a command ended. `exitCode` is absent exactly where a signal ended it, and `signal` where none did; both are where
 * it was `lost`.
 */
export interface Completion {
  readonly exitCode: number | undefined
  /** Such as `SIGKILL`. */
  readonly signal: string | undefined
  readonly timedOut: boolean
  readonly canceled: boolean
  /** From the start to the end of the process itself. */
  readonly durationMs: number
  /** Bytes that were written, and how many of them were not delivered because of `maxOutput`. */
  readonly outputBytes: number
  readonly droppedBytes: number
  /** The last limit its output told of. */
  readonly limit: Limit | undefined
  /** Processes it left in its group, or on Linux in its session, which were ended with it. */
  readonly leftBehind: ReadonlyArray<number>
  /** Processes it started that have left both and run on; known on Linux, for those that kept their environment. */
  readonly escaped: ReadonlyArray<number>
  /** Only where another process ran it. */
  readonly lost?: CommandLost
}

/** Whether it ended by itself, and well. */
export const succeeded = ({ canceled, exitCode, timedOut }: Completion): boolean =>
  exitCode === 0 && !timedOut && !canceled

/** What a command does, in its order. */
export type CommandEvent =
  | Output
  | { readonly _tag: "limit"; readonly limit: Limit }
  /** `maxOutput` is reached: no more output follows. */
  | { readonly _tag: "overflow"; readonly maxOutput: number }
  | { readonly _tag: "paused" }
  | { readonly _tag: "resumed" }
  | { readonly _tag: "canceled" }
  /** The last event: nothing of its process group runs any more. */
  | { readonly _tag: "completed"; readonly completion: Completion }

/** The executor does not run this. `hint` says what it would run; empty where there is nothing to say. */
export class CommandRefused extends Schema.TaggedError<CommandRefused>()("CommandRefused", {
  reason: Schema.String,
  hint: Schema.String
}) {
  override get message(): string {
    return `Not allowed: ${this.reason}. ${this.hint}`.trimEnd()
  }
}

/** It could not be started. */
export class CommandFailed extends Schema.TaggedError<CommandFailed>()("CommandFailed", {
  command: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `Could not start ${this.command}: ${this.reason}.`
  }
}

/** It has ended already, or is being ended. */
export class CommandOver extends Schema.TaggedError<CommandOver>()("CommandOver", { reason: Schema.String }) {
  override get message(): string {
    return `Nothing to control: ${this.reason}.`
  }
}

/** This system cannot do it. */
export class ControlUnsupported extends Schema.TaggedError<ControlUnsupported>()("ControlUnsupported", {
  action: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `${this.action} is not possible: ${this.reason}.`
  }
}

/** A command that was started. */
export interface RunningCommand {
  /** The process, which leads a group of the same number. */
  readonly pid: number
  /**
   * To be read once, to its end: the command is slowed down to the speed of the reader, and what it wrote waits until
   * it is read. It ends after `completed`.
   */
  readonly events: Stream.Stream<CommandEvent>
  readonly pause: Effect.Effect<void, CommandOver | ControlUnsupported>
  readonly resume: Effect.Effect<void, CommandOver | ControlUnsupported>
  /** Asks the whole group to end, paused or not, and kills what is left after the grace period. Returns at once. */
  readonly cancel: Effect.Effect<void, CommandOver>
}

/** Runs commands, each with a process group of its own; on Linux the other groups of its session count as that group. */
export class Executor extends Context.Service<Executor, {
  /** Returns when the process runs. All of its group ends with the scope, and with this process if that is killed. */
  readonly start: (spec: CommandSpec) => Effect.Effect<RunningCommand, CommandRefused | CommandFailed, Scope.Scope>
}>()("qtmcp/services/Executor") {}
