import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { call } from "./ask.ts"
import { isHiddenEcho } from "./echoMode.ts"
import { inspect } from "./inspect.ts"
import { search } from "./objects.ts"
import { type ShownWindow, shownWindows } from "./windows.ts"

/** What of the application an action may have changed, as far as a few quick requests show it. */
export interface Observation {
  readonly windows: ReadonlyArray<ShownWindow>
  readonly focus: string
  /** Lines of text of the active window. */
  readonly text: ReadonlyArray<string>
  /** State of the object that was acted on. */
  readonly state: Readonly<Record<string, string>>
}

const telling = new Set([
  "text",
  "plainText",
  "checked",
  "checkState",
  "value",
  "currentIndex",
  "currentText",
  "currentRow",
  "selectedText",
  "enabled",
  "visible",
  "readOnly",
  "title",
  "windowTitle"
])

const decodeText = Schema.decodeUnknownOption(Schema.Struct({ text: Schema.String }))

const pageText = call("chr.getPageText").pipe(
  Effect.map((answer) => {
    const decoded = decodeText(answer)
    return decoded._tag === "Some" ? decoded.value.text.split("\n").filter((line) => line.trim() !== "") : []
  })
)

const focus = Effect.map(search({ properties: { focus: true }, limit: 10 }), ({ objects }) => {
  // A widget and the part of it that takes its keys both say they have the focus, in an order that varies.
  const [object] = objects.toSorted((a, b) =>
    a.objectId.length - b.objectId.length || (a.objectId < b.objectId ? -1 : 1)
  )
  // The seed's searches give no name; the class alone would take two line edits for one.
  return object === undefined ? "" : object.objectName === "" ? `${object.className} ${object.ref}` : object.objectName
})

/** A value as it is printed; what a password field holds is not. */
const shown = (value: unknown, secret: boolean): string =>
  secret && Predicate.isString(value) ? JSON.stringify("•".repeat(value.length)) : JSON.stringify(value)

const stateOf = (given: string) =>
  Effect.map(inspect(given, ["properties"]), ({ properties = [] }) => {
    const secret = properties.some((property) => property.name === "echoMode" && isHiddenEcho(property.value))
    return Object.fromEntries(
      properties.filter((property) => telling.has(property.name) && property.value !== undefined)
        .map((property) => [property.name, shown(property.value, secret)])
    )
  })

/** Looks at the application; what it cannot tell (no window, an object that is gone) counts as nothing there. */
export const observe = Effect.fn("Observe.observe")(function*(given?: string) {
  const nothing = <A>(value: A) => () => value
  const [windows, focused, text, state] = yield* Effect.all([
    Effect.orElseSucceed(shownWindows, nothing<ReadonlyArray<ShownWindow>>([])),
    Effect.orElseSucceed(focus, nothing("")),
    Effect.orElseSucceed(pageText, nothing<ReadonlyArray<string>>([])),
    given === undefined ? Effect.succeed({}) : Effect.orElseSucceed(stateOf(given), nothing({}))
  ], { concurrency: "unbounded" })
  const observation: Observation = { windows, focus: focused, text, state }
  return observation
})
