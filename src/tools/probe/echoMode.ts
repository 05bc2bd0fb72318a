import * as Predicate from "effect/Predicate"

/** Whether a line edit's `echoMode` hides what is typed into it. */
export const isHiddenEcho = (value: unknown): boolean =>
  Predicate.isObject(value) && "value" in value && Predicate.isString(value.value) && value.value !== "Normal"
