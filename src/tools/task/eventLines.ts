import * as Predicate from "effect/Predicate"
import type { Event } from "../../services/Events.ts"

const ends = ["TASK_COMPLETE", "TASK_FAILED", "TASK_STOPPED"]
const steps = ["REQUIREMENTS_COMPLETE", "PLANNING_STARTED", "PLANNING_COMPLETE", "GENERATION_STARTED"]
const modules = ["MODULE_STARTED", "MODULE_ITERATION", "MODULE_COMPLETE", "GENERATION_COMPLETE"]

/** What each view of a task's events shows; `undefined` shows all of them. */
const shown = {
  progress: new Set(["TASK_STARTED", "TASK_PROGRESS", ...modules, "ERROR", ...ends]),
  execution: undefined,
  workflow: new Set(["TASK_STARTED", ...steps, "GENERATION_COMPLETE", "INTERVENTION", ...ends])
}
export type View = keyof typeof shown

export const views = ["progress", "execution", "workflow"] as const satisfies ReadonlyArray<View>

export const viewOf = (name: string | undefined): View | undefined => views.find((view) => view === name)

export const isIn = (view: View, { type }: Event): boolean => shown[view]?.has(type) ?? true

const valueText = (value: unknown): string =>
  Predicate.isString(value) && !/[\s=]/.test(value) ? value : JSON.stringify(value)

const dataText = (data: unknown): string =>
  Predicate.isObject(data)
    ? Object.entries(data).map(([key, value]) => `${key}=${valueText(value)}`).join(" ")
    : valueText(data)

/** An event as a line: its number in the task, when, what, and who where it was not the task's own actor. */
export const eventLine = ({ actor, at, data, number, type }: Event): string =>
  `${number} ${new Date(at).toISOString()} ${type} ${dataText(data)} (${actor})`
