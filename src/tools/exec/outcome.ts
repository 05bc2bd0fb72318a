import { type Completion, type Limit, succeeded } from "../../services/Executor.ts"
import type { Run, Step } from "../../services/Runs.ts"
import { bounded } from "./excerpt.ts"
import { limitData, limitText } from "./limit.ts"

const seconds = (ms: number): string => `${ms < 1000 ? Math.round(ms / 10) / 100 : Math.round(ms / 100) / 10} s`

/** Empty where nobody waited for it. */
const endText = ({ exitCode, lost, signal }: Completion): string => {
  if (lost !== undefined) return "end not known"
  if (signal !== undefined) return `ended by ${signal}`
  return exitCode === undefined ? "" : `exit code ${exitCode}`
}

const howOf = ({ completion, failure, state }: Step): string => {
  if (failure !== undefined) return "not started"
  if (completion === undefined) return state
  const why = completion.timedOut ? ["timed out"] : completion.canceled ? ["canceled"] : []
  return [...why, endText(completion)].filter((part) => part !== "").join(", ")
}

const labelLength = 100

/** A command in a line that tells of more than it. */
export const labelOf = ({ label }: Step): string => label.slice(0, labelLength).replaceAll(/\s+/g, " ").trimEnd()

export const limitOf = ({ completion, limit }: Step): Limit | undefined => completion?.limit ?? limit

export const hasSucceeded = ({ completion }: Step): boolean => completion !== undefined && succeeded(completion)

/** Milliseconds it has run. */
const durationOf = ({ completion, ended, started }: Step, now: number): number =>
  completion !== undefined && completion.durationMs > 0
    ? completion.durationMs
    : started === undefined
    ? 0
    : (ended ?? now) - started

/** `exit code 0 · 1.2 s`, or what else became of it. */
export const stepLine = (step: Step, now: number): string => {
  const limit = limitOf(step)
  const parts = [howOf(step), ...(limit === undefined ? [] : [limitText(limit)])]
  return [...parts, ...(step.started === undefined ? [] : [seconds(durationOf(step, now))])].join(" · ")
}

/** What is to be known of a command beside its output. */
export const notesOf = ({ completion, failure }: Step): ReadonlyArray<string> => [
  ...(failure === undefined ? [] : [failure.message]),
  ...(completion?.lost === undefined ? [] : [completion.lost.message]),
  ...(completion === undefined || completion.leftBehind.length === 0
    ? []
    : [`ended with it, which it had left behind: process ${completion.leftBehind.join(", ")}`]),
  ...(completion === undefined || completion.escaped.length === 0
    ? []
    : [`it has left its group and still runs: process ${completion.escaped.join(", ")}`])
]

const most = { head: 20_000, tail: 40_000 }

/**
 * A command for programs (executor protocol notes, result), one of `count`, which share the room there is for output;
 * `exitCode` is null where a signal ended it.
 */
export const stepData = ({ id, output }: Pick<Run, "id" | "output">, step: Step, now: number, count = 1) => {
  const room = { head: Math.ceil(most.head / count), tail: Math.ceil(most.tail / count) }
  const { completion, from, to } = step
  const pieces = output.pieces(from, to)
  const whole = (stream: "stdout" | "stderr") =>
    pieces.map((piece) => piece.stream === stream ? piece.text : "").join("")
  const [stdout, stderr] = [whole("stdout"), whole("stderr")]
  const [shown, shownErrors] = [bounded(stdout, room), bounded(stderr, room)]
  const limit = limitOf(step)
  return {
    id,
    state: step.state,
    success: hasSucceeded(step),
    exitCode: completion?.exitCode ?? null,
    ...(completion?.signal === undefined ? {} : { signal: completion.signal }),
    timedOut: completion?.timedOut ?? false,
    canceled: completion?.canceled ?? false,
    durationMs: durationOf(step, now),
    output: shown,
    stderr: shownErrors,
    truncated: output.dropped() > 0 || shown !== stdout || shownErrors !== stderr,
    ...(limit === undefined ? {} : { limit: limitData(limit) })
  }
}
