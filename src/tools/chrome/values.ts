import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { ask } from "../probe/ask.ts"
import type { PageNode } from "./node.ts"

const property = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const byRole: Readonly<Record<string, string>> = {
  textbox: "text",
  combobox: "currentText",
  spinbutton: "text",
  slider: "value",
  progressbar: "value"
}

/** Where the value of a node is kept; a page carries none (§18), and that of a password field is nobody's business. */
export const valueProperty = ({ role, states }: PageNode): string | undefined =>
  states["password"] === true
    ? undefined
    : role === "textbox" && states["multiline"] === true
    ? "plainText"
    : byRole[role]

/** What a field holds, as text; undefined where it holds none or cannot be asked. */
export const valueOf = Effect.fn("Values.valueOf")(function*(node: PageNode) {
  const name = valueProperty(node)
  if (name === undefined || node.objectId === undefined) return undefined
  const { value } = yield* property({ objectId: node.objectId, name })
  return Predicate.isString(value) || Predicate.isNumber(value) ? String(value) : undefined
}, Effect.orElseSucceed(() => undefined))

/** Fields beyond this number are printed without their value. */
const most = 200

/** The values of the fields among these nodes, by ref. */
export const valuesOf = Effect.fn("Values.valuesOf")(function*(nodes: ReadonlyArray<PageNode>) {
  const fields = nodes.filter((node) => valueProperty(node) !== undefined).slice(0, most)
  const values = yield* Effect.forEach(
    fields,
    (node) => Effect.map(valueOf(node), (value) => [node.ref, value] as const),
    {
      concurrency: 16
    }
  )
  return new Map(values.flatMap(([ref, value]) => value === undefined ? [] : [[ref, value] as const]))
})
