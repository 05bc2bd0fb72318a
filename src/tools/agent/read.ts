import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Image from "../image.ts"
import * as Param from "../params.ts"
import { ask } from "../probe/ask.ts"
import { look } from "../screen/look.ts"
import { outlineLines } from "../screen/outline.ts"
import { isObject, resolve } from "../screen/resolve.ts"
import type { Element } from "../screen/Screen.ts"
import { formatValue } from "../text/values.ts"
import { make, text } from "../tool.ts"

const value = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))
const widgetShot = ask("qt.ui.screenshot", Schema.Struct({ image: Schema.String }))
const windowShot = ask("cu.screenshot", Schema.Struct({ image: Schema.String }))

const target = Schema.NonEmptyString.annotate({ description: "ref or label" })

/** What the outline leaves out. */
const facts = ({ bounds, className, path }: Element): Readonly<Record<string, string | undefined>> => ({
  class: className,
  id: path,
  bounds: bounds === undefined ? undefined : formatValue(bounds)
})

export const readTools = [
  make({
    name: "ui_read",
    kind: "read",
    about: "Whole text or one property of an element.",
    params: {
      target,
      what: Schema.optionalKey(
        Schema.NonEmptyString.annotate({ description: "property, class, id or bounds; default what it shows" })
      )
    },
    run: Effect.fn("ui_read")(function*({ target, what }) {
      const screen = yield* look()
      const element = yield* resolve(screen, target, isObject)
      if (what === undefined && element.value === undefined) {
        return text(outlineLines(element, { rows: 200 }).join("\n"), { label: element.label })
      }
      if (what === undefined) {
        // A text is given as it is, without the quotes and escapes of the outline.
        const whole: unknown = JSON.parse(element.value ?? "null")
        return text(Predicate.isString(whole) ? whole : formatValue(whole), { value: whole })
      }
      const known = facts(element)[what]
      if (known !== undefined) return text(`${what} = ${known}`, { value: known })
      if (element.id === undefined) {
        return yield* new Refused({ reason: `${target} is no object and has no properties.` })
      }
      const found = yield* value({ objectId: element.id, name: what })
      const isSecret = element.states.has("password") && Predicate.isString(found.value)
      const shown = isSecret ? "•".repeat(String(found.value).length) : found.value
      return text(`${what} = ${formatValue(shown)}`, { value: shown })
    })
  }),
  make({
    name: "ui_screenshot",
    kind: "read",
    about: "Picture of the window in front or an element.",
    params: {
      target: Schema.optionalKey(target),
      max: Schema.optionalKey(Param.count("long edge in px, default 1568"))
    },
    run: Effect.fn("ui_screenshot")(function*({ max, target }) {
      const options = max === undefined ? {} : { maxEdge: max }
      if (target === undefined) return yield* Image.image((yield* windowShot({})).image, "the window", options)
      const element = yield* resolve(yield* look(), target, isObject)
      if (element.id === undefined) {
        return yield* new Refused({ reason: `${target} is no object; take the window's picture.` })
      }
      return yield* Image.image((yield* widgetShot({ objectId: element.id })).image, element.label || target, options)
    })
  })
]
