import * as Effect from "effect/Effect"
import { Refused } from "../../services/ProbeError.ts"
import { Refs } from "../../services/Refs.ts"
import { connection } from "../probe/ask.ts"
import { elementLine } from "./line.ts"
import { type Element, elements, sameLabel, type Screen, wholes } from "./Screen.ts"

/** What a step may be meant for; of several elements with the label those that fit are taken. */
export type Fits = (element: Element) => boolean

/** Of a tab and a view of the same name the view is meant, unless a click is. */
export const isObject: Fits = ({ ref }) => ref !== undefined

const candidates = (found: ReadonlyArray<Element>): string => found.slice(0, 8).map(elementLine).join("; ")

const inFront = (screen: Screen): string =>
  `in front is ${screen.isModal ? "the dialog" : "the window"} ${JSON.stringify(screen.title)}`

const shortClass = ({ className }: Element): string => className.slice(className.lastIndexOf(":") + 1)

/** A container may stand for the one thing in it that fits, as a dock does for its list. */
const within = (element: Element, fits: Fits): ReadonlyArray<Element> => {
  if (fits(element)) return [element]
  const inside = elements(element).filter((candidate) => candidate.ref !== undefined && fits(candidate))
  return inside.length === 1 ? inside : [element]
}

/**
 * The elements a name can mean, by the strongest way that finds one that fits: the label or object name, a role before the
 * label (`button Open`), the role alone (`table`), the class of what has no label; only where nothing is called so, a part
 * of the label.
 */
const named = (screen: Screen, target: string, fits: Fits): ReadonlyArray<Element> => {
  const all = wholes(screen.root).filter((element) =>
    element.ref !== undefined || element.role === "tab" || element.role === "menuitem"
  )
  const [role = "", ...rest] = target.split(" ")
  const label = rest.join(" ")
  const part = target.toLowerCase()
  const ways: ReadonlyArray<Fits> = [
    (element) =>
      sameLabel(element.label, target) || element.objectName === target ||
      (element === screen.root && sameLabel(screen.title, target)),
    (element) => label !== "" && element.role === role && sameLabel(element.label, label),
    (element) => element.role === target,
    (element) => element.label === "" && shortClass(element) === target.slice(target.lastIndexOf(":") + 1)
  ]
  const found = ways.map((way) => all.filter(way)).map((some) => some.flatMap((element) => within(element, fits)))
  const whole = found.map((some) => some.filter(fits)).find((some) => some.length > 0) ??
    found.find((some) => some.length > 0)
  if (whole !== undefined) return whole
  const partly = all.filter((element) => element.label.toLowerCase().includes(part))
  const fitting = partly.filter(fits)
  return fitting.length > 0 ? fitting : partly
}

const byRef = Effect.fnUntraced(function*(screen: Screen, ref: string) {
  const refs = yield* Refs
  yield* refs.resolve(yield* connection, ref)
  const element = elements(screen.root).find((candidate) => candidate.ref === ref)
  if (element !== undefined) return element
  return yield* new Refused({ reason: `${ref} is not on the screen now: ${inFront(screen)}. Nothing was done.` })
})

/** The element a step means, by ref or by the label a person sees. Several of that label are refused with all of them. */
export const resolve = Effect.fn("Screen.resolve")(function*(screen: Screen, target: string, fits: Fits = () => true) {
  if (/^e\d+$/.test(target)) return yield* byRef(screen, target)
  const [only, ...others] = named(screen, target, fits)
  if (only !== undefined && others.length === 0) return only
  return yield* new Refused({
    reason: only === undefined
      ? `Nothing on the screen is called ${JSON.stringify(target)}; ${
        inFront(screen)
      }. Nothing was done: ui_snapshot shows what there is.`
      : `Several are called ${JSON.stringify(target)}: ${candidates([only, ...others])}. Nothing was done: use a ref.`
  })
})
