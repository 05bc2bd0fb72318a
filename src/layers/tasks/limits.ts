import * as Duration from "effect/Duration"

/** How many tasks there may be, and how long one that ended can be read. */
export interface Limits {
  readonly running: number
  readonly ended: number
  readonly retention: Duration.Duration
}

export const limits: Limits = { running: 32, ended: 500, retention: Duration.hours(1) }
