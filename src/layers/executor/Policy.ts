/** What an executor runs, and how. Times are milliseconds, sizes bytes. */
export interface Policy {
  /** Of a command that names none. */
  readonly defaultTimeout: number
  readonly maxOutput: number
  /** Characters of a line that are delivered as one piece; what is longer is cut. */
  readonly longestPiece: number
  /** From asking a group to end to killing it. */
  readonly grace: number
  /** How long the pipes have to be silent after the end of a command whose children hold them open. */
  readonly silence: number
  /** Programs that may be run, by name or path, and then without a shell; undefined where everything may. */
  readonly allowed: ReadonlyArray<string> | undefined
  /** The shell for commands that are text; undefined takes bash where there is one, else the system's own. */
  readonly shell: string | undefined
  /** Names of variables that are handed on besides the usual ones. */
  readonly passed: ReadonlyArray<string>
  /** The environment of this process. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

export const defaultPolicy: Policy = {
  defaultTimeout: 600_000,
  maxOutput: 10_485_760,
  longestPiece: 65_536,
  grace: 2000,
  silence: 250,
  allowed: undefined,
  shell: undefined,
  passed: [],
  environment: {}
}
