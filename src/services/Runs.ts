import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import type {
  CommandFailed,
  CommandOver,
  CommandRefused,
  CommandSpec,
  Completion,
  ControlUnsupported,
  Limit,
  Output
} from "./Executor.ts"

/** What is to run: one command after the other, until one does not succeed. */
export interface NewRun {
  /** The tool that starts it. */
  readonly tool: string
  readonly commands: ReadonlyArray<{
    /** The command as a person knows it. */
    readonly label: string
    readonly spec: CommandSpec
  }>
  /** Run all of them, whatever becomes of the ones before. */
  readonly continueOnError?: boolean
}

/** One command of a run. Times are epoch milliseconds, `from` and `to` bytes of the run's output. */
export interface Step {
  readonly label: string
  /** `left out` is one that was never started. */
  readonly state: "waiting" | "starting" | "running" | "paused" | "ended" | "left out"
  readonly started?: number
  readonly ended?: number
  readonly from: number
  readonly to: number
  /** The last limit its output told of. */
  readonly limit?: Limit
  readonly completion?: Completion
  /** Why it could not be started. */
  readonly failure?: CommandRefused | CommandFailed
}

/** Text of one stream. */
export type Piece = Pick<Output, "stream" | "text">

/** What a run has written, as far as it is kept. Places are bytes of UTF-8; no character is taken apart. */
export interface RunOutput {
  /** Bytes that are kept, of one stream or of both. */
  readonly size: (stream?: Output["stream"]) => number
  /** Bytes that were written and not kept. */
  readonly dropped: () => number
  /** What was written between two places of both streams together, in its order. */
  readonly pieces: (from: number, to: number) => ReadonlyArray<Piece>
  /** The text between two places of one stream, or of both together. */
  readonly text: (from: number, to: number, stream?: Output["stream"]) => string
}

/** A run that was started. */
export interface Run {
  /** `x-` and eight hexadecimal digits. */
  readonly id: string
  readonly tool: string
  /** Epoch milliseconds. */
  readonly started: number
  /** In their order, as they are now. */
  readonly steps: () => ReadonlyArray<Step>
  readonly isOver: () => boolean
  readonly output: RunOutput
  /** Completes when the first command runs, or cannot. */
  readonly begun: Effect.Effect<void>
  /** Completes when nothing of it runs any more. */
  readonly over: Effect.Effect<void>
  /** An element for every time it did or said something; a slow reader is told once of many. */
  readonly changes: Stream.Stream<unknown>
  readonly pause: Effect.Effect<void, CommandOver | ControlUnsupported>
  readonly resume: Effect.Effect<void, CommandOver | ControlUnsupported>
  /** Ends the command that runs and starts no other. Returns at once. */
  readonly cancel: Effect.Effect<void, CommandOver>
}

export class UnknownRun extends Schema.TaggedError<UnknownRun>()("UnknownRun", { id: Schema.String }) {
  override get message(): string {
    return `There is no run ${this.id}. Those that ended are kept for a while; execute_status shows which are there.`
  }
}

/** As many commands run as may. */
export class TooManyRuns extends Schema.TaggedError<TooManyRuns>()("TooManyRuns", { limit: Schema.Int }) {
  override get message(): string {
    return `${this.limit} commands run already, which is the limit. Nothing was started; wait for one to end, or cancel one (execute_status, execute_control).`
  }
}

/**
 * The commands of mode `exec`, which may outlive the call that started them: each with what it wrote, until some time
 * after its end. All end with this service.
 */
export class Runs extends Context.Service<Runs, {
  readonly start: (run: NewRun) => Effect.Effect<Run, TooManyRuns>
  readonly get: (id: string) => Effect.Effect<Run, UnknownRun>
  /** The newest first. */
  readonly list: Effect.Effect<ReadonlyArray<Run>>
  /** The id of a run that did or said something; many changes of a moment are one. */
  readonly changes: Stream.Stream<string>
  /** An element for every run that began. */
  readonly begins: Stream.Stream<unknown>
}>()("qtmcp/services/Runs") {}
