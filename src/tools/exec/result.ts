import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Run, Step } from "../../services/Runs.ts"
import type { ToolOutput } from "../../services/ToolRegistry.ts"
import { text } from "../tool.ts"
import { claudeResult } from "./claude/answer.ts"
import { excerpt, type Room } from "./excerpt.ts"
import { hasSucceeded, labelOf, notesOf, stepData, stepLine } from "./outcome.ts"

/** Bytes of output in one result: far below what makes a host warn. */
const room: Room = { head: 8000, tail: 16_000 }
const least = 120

const droppedLine = ({ output }: Run): ReadonlyArray<string> =>
  output.dropped() === 0 ? [] : [`… ${output.dropped()} bytes more were written and are not kept (--exec-max-output)`]

/** What to do about a run that goes on. */
const onward = ({ id, isOver }: Run): ReadonlyArray<string> =>
  isOver()
    ? []
    : [
      `It goes on. execute_status {"id":"${id}"} shows how it is, execute_control ends it; its output: executor://logs/${id}`
    ]

const commandText = (run: Run, step: Step, now: number): ReadonlyArray<string> => [
  `${stepLine(step, now)} · id ${run.id}`,
  excerpt(run.id, run.output, step.from, step.to, room),
  ...droppedLine(run),
  ...notesOf(step)
]

/** The command that decides how the list stands: the one that runs, else the first that did not succeed, else the last. */
const decisive = (steps: ReadonlyArray<Step>): number => {
  const current = steps.findIndex(({ state }) => state === "starting" || state === "running" || state === "paused")
  const failed = steps.findIndex((step) => step.state === "ended" && !hasSucceeded(step))
  return current !== -1 ? current : failed !== -1 ? failed : Math.max(0, steps.length - 1)
}

const listText = (run: Run, steps: ReadonlyArray<Step>, now: number): ReadonlyArray<string> => {
  const share = Math.max(least, Math.floor((room.head + room.tail) / steps.length))
  const at = decisive(steps)
  const step = steps[at]
  const done = steps.filter(hasSucceeded).length
  return [
    ...(step === undefined
      ? []
      : [`${stepLine(step, now)} · task ${at + 1} of ${steps.length}, ${done} succeeded · id ${run.id}`]),
    ...steps.flatMap((each, index) => [
      `${index + 1}. ${stepLine(each, now)} · ${labelOf(each)}`,
      excerpt(run.id, run.output, each.from, each.to, { head: Math.floor(share / 3), tail: Math.ceil(share * 2 / 3) }),
      ...notesOf(each)
    ]),
    ...droppedLine(run)
  ]
}

const dataOf = (run: Run, steps: ReadonlyArray<Step>, now: number) => {
  const [first] = steps
  if (run.tool !== "execute_list") return first === undefined ? { id: run.id } : stepData(run, first, now)
  return {
    id: run.id,
    success: steps.every(hasSucceeded),
    durationMs: (steps.findLast(({ ended }) => ended !== undefined)?.ended ?? now) - run.started,
    tasks: steps.map((step) => ({ command: step.label, ...stepData(run, step, now, steps.length) }))
  }
}

/** How a run stands: the line that says so, what it wrote, and what to do about one that goes on. */
export const resultOf = Effect.fnUntraced(function*(run: Run) {
  const now = yield* Clock.currentTimeMillis
  const steps = run.steps()
  const [first] = steps
  const data = dataOf(run, steps, now)
  const claude = run.tool === "execute_claude" && first !== undefined ? claudeResult(run, first, now) : undefined
  const lines = claude?.lines ??
    (run.tool === "execute_list" || first === undefined ? listText(run, steps, now) : commandText(run, first, now))
  const output: ToolOutput = text(
    [...lines, ...onward(run)].filter((line) => line !== "").join("\n"),
    { ...data, ...claude?.data }
  )
  return output
})
