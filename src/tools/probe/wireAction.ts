import * as Predicate from "effect/Predicate"
import type { CallOptions } from "../../services/ProbeSocket.ts"
import type { WireAction } from "../../services/WireAction.ts"
import type { Params } from "./ask.ts"

/** The methods of the probe that do what a person could do; a method that is invoked does so where it is called an action. */
const acts =
  /^(?:qt\.ui\.(?:click|clickItem|sendKeys)|qt\.properties\.set|cu\.(?!screenshot$|cursorPosition$)\w+|chr\.(?:click|formInput|navigate))$/

const numberAt = (value: unknown, key: string): number | undefined =>
  Predicate.hasProperty(value, key) && Predicate.isNumber(value[key]) ? value[key] : undefined

const placeOf = (value: unknown, x: string, y: string) => {
  const [left, top] = [numberAt(value, x), numberAt(value, y)]
  return left === undefined || top === undefined ? undefined : { x: left, y: top }
}

/** What a request does to the application and where; undefined for one that only looks. */
export const wireAction = (method: string, params: Params, options: CallOptions): WireAction | undefined => {
  const isInvoked = method === "qt.methods.invoke" && options.action === true
  if (!isInvoked && !acts.test(method)) return undefined
  const { objectId, position, screenAbsolute } = params
  const inObject = placeOf(position, "x", "y")
  const point = inObject ?? placeOf(params, "x", "y") ?? placeOf(params, "startX", "startY")
  const end = placeOf(params, "endX", "endY")
  return {
    method,
    ...(Predicate.isString(objectId) ? { objectId } : {}),
    ...(point === undefined ? {} : point),
    ...(point === undefined
      ? {}
      : { on: inObject !== undefined ? "object" : screenAbsolute === true ? "screen" : "window" }),
    ...(end === undefined ? {} : { toX: end.x, toY: end.y })
  }
}
