import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { SettingsError } from "../../services/Settings.ts"
import type { Environment } from "../settings/sources.ts"

/** What a command may use of the process it runs in. */
export interface Surroundings {
  readonly environment: Environment
  /** Writes to stdout as it is. */
  readonly out: (text: string) => Effect.Effect<void>
  /** Writes to stderr as it is. */
  readonly err: (text: string) => Effect.Effect<void>
  /** Whether stderr is a terminal that may show how far something is. */
  readonly isTerminal: boolean
}

/** `qtmcp NAME …`, in a module of its own that is loaded when it is asked for. */
export interface Command {
  /** The text of `qtmcp NAME --help`. */
  readonly help: string
  /** Runs with what stands after the name and gives the exit code; a `SettingsError` is bad usage, exit code 2. */
  readonly run: (
    argv: ReadonlyArray<string>,
    surroundings: Surroundings
  ) => Effect.Effect<number, SettingsError, Scope.Scope>
}
