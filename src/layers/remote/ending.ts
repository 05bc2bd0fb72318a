import type { CommandLost, Completion, Limit } from "../../services/Executor.ts"
import { signalName } from "../executor/signals.ts"
import type { Completed } from "./notices.ts"

/** What the client itself knows of a command. */
export interface Known {
  readonly durationMs: number
  readonly outputBytes: number
  readonly droppedBytes: number
  readonly limit: Limit | undefined
  /** What it has asked for. */
  readonly reason: "timedOut" | "canceled" | undefined
}

/** How a command ended, from what the executor told of it. */
export const completionOf = (told: Completed, known: Known): Completion => {
  const { exitCode = 0 } = told
  const signal = told.signal ?? (exitCode < 0 ? signalName(-exitCode) ?? `signal ${-exitCode}` : undefined)
  return {
    ...known,
    exitCode: signal === undefined ? exitCode : undefined,
    signal,
    timedOut: told.timedOut || known.reason === "timedOut",
    canceled: told.canceled || known.reason === "canceled",
    droppedBytes: known.droppedBytes + told.droppedBytes,
    leftBehind: told.leftBehind,
    escaped: told.escaped
  }
}

/** How a command ended whose end was never told. */
export const lostCompletion = (lost: CommandLost, known: Known): Completion => ({
  ...known,
  exitCode: undefined,
  signal: undefined,
  timedOut: known.reason === "timedOut",
  canceled: known.reason === "canceled",
  leftBehind: [],
  escaped: [],
  lost
})
