import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask } from "../../tools/probe/ask.ts"
import { convert } from "../../tools/probe/convert.ts"
import { clickPoint, type Point } from "../../tools/probe/coordinates.ts"
import { geometry, hitTest, screenshot } from "../../tools/probe/geometry.ts"
import { inspect } from "../../tools/probe/inspect.ts"
import { invocable } from "../../tools/probe/invoking.ts"
import { modelPage, models } from "../../tools/probe/modelData.ts"
import { type ModelSearch, modelSearch } from "../../tools/probe/modelSearch.ts"
import { find } from "../../tools/probe/objects.ts"
import { tree } from "../../tools/probe/outline.ts"
import { callOn, onTarget } from "../../tools/probe/targets.ts"
import { checkSequence, typeText } from "../../tools/probe/typing.ts"
import { shownWindows } from "../../tools/probe/windows.ts"
import { emissions } from "./emissions.ts"

const pong = ask("qt.ping", Schema.Struct({ eventLoopLatency: Schema.optionalKey(Schema.Finite) }))
const property = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))
const decodeInvoked = Schema.decodeUnknownEffect(Schema.Struct({ result: Schema.optionalKey(Schema.Unknown) }))

const valueOf = (objectId: string, name: string) =>
  Effect.map(onTarget(objectId, ({ id }) => property({ objectId: id, name })), ({ value }) => value)

/**
 * The wire for scripts, the same on both generations of the probe. `objectId` is a symbolic name, a path, `#` and the
 * number an answer gave, or an objectName that one object has. What would crash the application, or do something else than
 * it says, fails with `Refused` and is not sent.
 */
export const methods = {
  /** How late the application's event loop is, in milliseconds. */
  ping: Effect.map(pong({}), ({ eventLoopLatency = 0 }) => eventLoopLatency),
  /** The visible windows, popups included. */
  windows: shownWindows,
  /** The objects below `root`, or of all windows, as `{ id, className, objectName?, text?, children? … }`. */
  tree,
  /** Objects by their exact name, class and property values; 50 where no `limit` is given. */
  find,
  /** What an object is and has: `info`, `properties`, `methods`, `signals`, `qml`, `geometry`, `model`. */
  inspect,
  property: valueOf,
  /** Sets a property to a value of its type: `"33"` is a number to a spin box. */
  setProperty: Effect.fn("ProbeClient.setProperty")(function*(objectId: string, name: string, value: unknown) {
    const wanted = yield* convert(name, yield* valueOf(objectId, name), value)
    yield* callOn("qt.properties.set", objectId, { name, value: wanted }, { action: true })
  }),
  /** Invokes a slot or invokable method by its bare name; gives what it returned, undefined where that is nothing. */
  invoke: Effect.fn("ProbeClient.invoke")(
    function*(objectId: string, method: string, args: ReadonlyArray<Schema.Json> = []) {
      const { name, returns } = yield* invocable(objectId, method, args.length)
      const answer = yield* callOn("qt.methods.invoke", objectId, { method: name, args }, { action: !returns })
      const { result } = yield* Effect.orElseSucceed(decodeInvoked(answer), () => ({ result: undefined }))
      return returns ? result : undefined
    }
  ),
  /** Clicks in the middle of a widget, or at a point of it. The answer comes when the click is through. */
  click: Effect.fn("ProbeClient.click")(function*(objectId: string, at?: Point) {
    const position = at === undefined ? {} : { position: yield* clickPoint(at) }
    yield* callOn("qt.ui.click", objectId, position, { action: true })
  }),
  /** Types text of any script at the cursor of a widget. */
  type: (objectId: string, text: string) => Effect.asVoid(typeText(objectId, text)),
  /** Presses one chord such as `Ctrl+A`, with the focus on a widget. */
  press: Effect.fn("ProbeClient.press")(function*(objectId: string, sequence: string) {
    yield* checkSequence(sequence)
    yield* callOn("qt.ui.sendKeys", objectId, { sequence }, { action: true })
  }),
  /** A widget as a PNG in base64. */
  screenshot: (objectId: string) =>
    Effect.map(onTarget(objectId, ({ id }) => screenshot({ objectId: id })), ({ image }) => image),
  /** Where a widget is, in its parent (`local`) and on the screen (`global`). */
  geometry: (objectId: string) => onTarget(objectId, ({ id }) => geometry({ objectId: id })),
  /** The widget at a point of the screen. */
  hitTest,
  /** The item models of the application. */
  models,
  /** A page of the rows of a model, or of the model of a view. */
  rows: modelPage,
  /** Rows by the text of a cell, on all levels, whatever its case; 10 of them where no `maxHits` is given. */
  search: (objectId: string, value: string, options: Partial<Omit<ModelSearch, "value">> = {}) =>
    modelSearch(objectId, {
      value,
      match: "contains",
      column: 0,
      role: "display",
      parent: [],
      maxHits: 10,
      ...options
    }),
  /** An element for every time the signal is emitted, from now on. */
  emissions
}
