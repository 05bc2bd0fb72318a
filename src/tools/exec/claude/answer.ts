import type { Run, Step } from "../../../services/Runs.ts"
import { bounded } from "../excerpt.ts"
import { hasSucceeded, notesOf, stepLine } from "../outcome.ts"
import { missing } from "./command.ts"
import { answerIn } from "./events.ts"

const room = { head: 16_000, tail: 8000 }

/** A shell's way to say that there is no such program. */
const notFound = 127

/** What Claude answered, with where its events are; undefined where it has not, and its output says why. */
export const claudeLines = (run: Run, step: Step, now: number) => {
  const stdout = run.output.text(0, run.output.size("stdout"), "stdout")
  const answer = answerIn(stdout)
  if (answer === undefined) return undefined
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
