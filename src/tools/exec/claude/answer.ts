import type { Run, Step } from "../../../services/Runs.ts"
import { bounded } from "../excerpt.ts"
import { hasSucceeded, notesOf, stepLine } from "../outcome.ts"
import { missing } from "./command.ts"
import { answerIn, progressOf } from "./events.ts"

const room = { head: 16_000, tail: 8000 }

/** Events, and lines of stderr, of a Claude that has not answered. */
const mostLines = 40

/** A shell's way to say that there is no such program. */
const notFound = 127

/** The newest of what Claude did, and what its CLI complained of. */
const soFar = ({ output }: Run, stdout: string): ReadonlyArray<string> => {
  const events = stdout.split("\n").filter((line) => line !== "").slice(-mostLines).map(progressOf)
  const errors = output.text(0, output.size("stderr"), "stderr").trimEnd()
  return [...events, ...(errors === "" ? [] : errors.split("\n").slice(-mostLines).map((line) => `[stderr] ${line}`))]
}

/** What Claude answered, or has done so far, and where its events are. */
export const claudeResult = (run: Run, step: Step, now: number) => {
  const stdout = run.output.text(0, run.output.size("stdout"), "stdout")
  const answer = answerIn(stdout)
  if (answer === undefined) {
    return { lines: [`${stepLine(step, now)} · id ${run.id}`, ...soFar(run, stdout), ...notesOf(step)], data: {} }
  }
  const { costUsd, isError, sessionId, subtype, text, turns } = answer
  const facts = [
    `${stepLine(step, now)} · id ${run.id}`,
    ...(sessionId === undefined ? [] : [`session ${sessionId}`]),
    ...(turns === undefined ? [] : [`${turns} ${turns === 1 ? "turn" : "turns"}`]),
    ...(costUsd === undefined ? [] : [`$${costUsd.toFixed(4)}`])
  ]
  return {
    lines: [
      facts.join(" · "),
      ...(isError ? [`Claude reports an error (${subtype}):`] : []),
      bounded(text, room),
      ...notesOf(step),
      `(its events: executor://logs/${run.id})`
    ],
    data: {
      success: hasSucceeded(step) && !isError,
      result: text,
      isError,
      subtype,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(turns === undefined ? {} : { turns }),
      ...(costUsd === undefined ? {} : { costUsd })
    }
  }
}

/** What to do where the program is not there; undefined where that is not why it failed. */
export const missingIn = (run: Run, program: string) => {
  const [step] = run.steps()
  const { completion, failure } = step ?? {}
  const isMissing = failure === undefined
    ? completion?.exitCode === notFound && run.output.size("stdout") === 0
    : /no such (?:program|file)/.test(failure.message)
  return isMissing ? missing(program, failure?.message ?? run.output.text(0, 500).trim()) : undefined
}
