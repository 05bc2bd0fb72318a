import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import type * as SubscriptionRef from "effect/SubscriptionRef"

/** A program to launch, found as a shell finds it; a relative `cwd` starts at the bridge's. */
export interface Target {
  readonly path: string
  readonly args: ReadonlyArray<string>
  readonly cwd?: string | undefined
  /** Variables beside the inherited ones. */
  readonly env: Readonly<Record<string, string>>
}

/** How a process ended: `how` completes "the application …". Neither code nor signal where nobody can know. */
export interface Ended {
  readonly how: string
  readonly code?: number
  readonly signal?: string
  /** The last lines it printed. */
  readonly tail: ReadonlyArray<string>
}

const lastLines = (tail: ReadonlyArray<string>): string =>
  tail.length === 0 ? "" : `Its last output:\n${tail.join("\n")}`

/** The target could not be started. `tail` holds the last lines it printed, `code` or `signal` how it ended if it did. */
export class LaunchFailed extends Schema.TaggedError<LaunchFailed>()("LaunchFailed", {
  target: Schema.String,
  reason: Schema.String,
  tail: Schema.Array(Schema.String),
  code: Schema.optionalKey(Schema.Int),
  signal: Schema.optionalKey(Schema.String)
}) {
  /** What follows the reason. */
  get advice(): string {
    return lastLines(this.tail)
  }
  override get message(): string {
    return `Could not start ${this.target}: ${this.reason}. ${this.advice}`.trimEnd()
  }
}

/** The target ran and runs no more. */
export class TargetGone extends Schema.TaggedError<TargetGone>()("TargetGone", {
  target: Schema.String,
  how: Schema.String,
  next: Schema.String,
  tail: Schema.Array(Schema.String)
}) {
  get reason(): string {
    return `the application ${this.how}`
  }
  get advice(): string {
    return `${this.next} ${lastLines(this.tail)}`.trimEnd()
  }
  override get message(): string {
    return `${this.target}: ${this.reason}. ${this.advice}`
  }
}

/** A target that listens: `url` is where its probe answers, `pid` the application's own. */
export interface RunningTarget {
  readonly name: string
  readonly url: string
  readonly pid?: number
  /** Whose process has the port now: a name where it is a stranger's, undefined where it is its own, null where nobody can know. */
  readonly stranger?: () => string | undefined | null
  /** Completes when it runs no more. */
  readonly ended: Effect.Effect<Ended>
}

/** What a person or a tool sees of the application the bridge looks after. Times are epoch milliseconds. */
export type TargetState =
  | { readonly _tag: "none" }
  | { readonly _tag: "idle"; readonly name: string }
  | { readonly _tag: "starting"; readonly name: string; readonly since: number }
  | {
    readonly _tag: "running"
    readonly name: string
    readonly url: string
    readonly pid?: number
    readonly since: number
  }
  | { readonly _tag: "ended"; readonly name: string; readonly at: number; readonly ended: Ended }
  | { readonly _tag: "failed"; readonly name: string; readonly at: number; readonly reason: string }

/**
 * The application the bridge launched, or will: at most one at a time, gone with the bridge. Its output is always read,
 * and its last lines are kept.
 */
export class Launcher extends Context.Service<Launcher, {
  /** Starts a program, or without one the last anew; what runs is stopped first. Completes when its probe listens. */
  readonly launch: (target?: Target) => Effect.Effect<RunningTarget, LaunchFailed>
  /**
   * The application to connect to; undefined where none was configured or launched. `start` starts it where it does not
   * run, but a death nobody has heard of is told first, once; without it only a start under way is waited for.
   */
  readonly running: (start: boolean) => Effect.Effect<RunningTarget | undefined, LaunchFailed | TargetGone>
  /** How the application ended, if it does within a moment; who asks has heard of it. */
  readonly obituary: Effect.Effect<TargetGone | undefined>
  /** Ends the application and all it started: asks, and kills what is left after 2 s. False where nothing runs. */
  readonly stop: Effect.Effect<boolean>
  readonly state: SubscriptionRef.SubscriptionRef<TargetState>
  /** The last lines of output, of this run and those before; at most `count`. */
  readonly output: (count?: number) => Effect.Effect<ReadonlyArray<string>>
  /** An element for every time there is more. */
  readonly outputs: Stream.Stream<unknown>
}>()("qtmcp/services/Launcher") {}
