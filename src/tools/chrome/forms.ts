import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { ProbeFault, Refused } from "../../services/ProbeError.ts"
import { call } from "../probe/ask.ts"
import { flat, type PageNode } from "./node.ts"
import { called } from "./routes.ts"

export type FormValue = string | number | boolean

const numbers = new Set(["slider", "spinbutton", "scrollbar", "progressbar"])
const toggles = new Set(["checkbox", "radio"])
const words: Readonly<Record<string, boolean>> = { true: true, on: true, 1: true, false: false, off: false, 0: false }

const wrong = (node: PageNode, value: FormValue, wants: string) =>
  new Refused({ reason: `${called(node)} takes ${wants}, not ${JSON.stringify(value)}. Nothing was sent.` })

/** A date in a spin box is text. */
const isNumeric = ({ className = "", role }: PageNode): boolean => numbers.has(role) && !/Date|Time/.test(className)

/** The value in the type the role takes: of another one the probe stores something else, or refuses it (§7). */
export const fit = Effect.fn("Forms.fit")(function*(node: PageNode, value: FormValue) {
  if (node.states["disabled"] === true || node.states["readonly"] === true) {
    const why = node.states["disabled"] === true ? "disabled" : "read-only"
    return yield* new Refused({ reason: `${called(node)} is ${why}. Nothing was sent.` })
  }
  if (isNumeric(node)) {
    const number = Predicate.isString(value) && value.trim() !== "" ? Number(value) : value
    if (Predicate.isNumber(number) && Number.isFinite(number)) return number
    return yield* wrong(node, value, "a number")
  }
  if (toggles.has(node.role)) {
    const given = words[String(value).toLowerCase()]
    return given ?? (yield* wrong(node, value, "true or false"))
  }
  return String(value)
})

const choices = (node: PageNode): string => {
  const items = flat(node).filter((below) => below.role === "listitem")
  return items.length === 0 ? "" : ` Its items: ${items.map((item) => JSON.stringify(item.name ?? "")).join(", ")}.`
}

/** Sets a value; the probe's refusal comes with what the node would take. */
export const input = (node: PageNode, value: FormValue) =>
  call("chr.formInput", { ref: node.wireRef, value }, { action: true }).pipe(
    Effect.catchTag("ProbeFault", (fault) =>
      fault.code !== -32072 ? Effect.fail(fault) : Effect.fail(
        new ProbeFault({
          ...fault,
          reason: node.role === "combobox"
            ? `${called(node)} has no item ${JSON.stringify(value)}; the text must be exact.${choices(node)}`
            : `${
              called(node)
            } takes no value. Text goes into a textbox or (an item's exact text) a combobox, numbers into a slider or spinbutton, true and false into a checkbox or radio; what is clicked is for chr_click`
        })
      ))
  )
