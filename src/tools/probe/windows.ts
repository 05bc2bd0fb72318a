import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask } from "./ask.ts"
import { type FoundObject, search } from "./objects.ts"
import { Rectangle } from "./Rectangle.ts"

const Shown = Schema.Struct({
  windowTitle: Schema.String,
  className: Schema.String,
  objectName: Schema.optionalKey(Schema.String),
  isActive: Schema.Boolean,
  geometry: Schema.optionalKey(Rectangle)
})

/** A visible top-level widget, popups included. */
export type ShownWindow = typeof Shown.Type

const tabsContext = ask("chr.tabsContext", Schema.Struct({ windows: Schema.Array(Shown) }))

/** The visible windows in the order the application reports them; none in an application without widgets. */
export const shownWindows = Effect.map(tabsContext({}), ({ windows }) => windows)

/** A title as a person reads it: `[*]` is where Qt puts the mark of unsaved changes. */
export const shownTitle = (title: string): string => title.replace("[*]", "").trim()

/** `"About" (QMessageBox)`: how a window is called in every text. */
export const windowName = (window: { readonly windowTitle: string; readonly className: string }): string =>
  window.windowTitle === ""
    ? `untitled ${window.className}`
    : `"${shownTitle(window.windowTitle)}" (${window.className})`

/** A window together with its object. */
export interface Window extends ShownWindow {
  readonly object: FoundObject
}

const sameTitle = (window: ShownWindow) =>
  search({ className: window.className, properties: { windowTitle: window.windowTitle, visible: true }, limit: 20 })

/** Windows of a QML application: they are no widgets, so only their class and visibility tell. */
const quickWindows = Effect.fnUntraced(function*() {
  const found: Array<Window> = []
  for (const className of ["QQuickWindowQmlImpl", "QQuickApplicationWindow", "QQuickWindow", "QQuickView"]) {
    const { objects } = yield* search({ className, properties: { visible: true } })
    found.push(...objects.map((object) => ({ windowTitle: "", className, isActive: false, object })))
  }
  return found
})

/** The windows with their objects; the probe lists titles without ids, so each is searched for by title and class. */
export const windows = Effect.fn("Windows.windows")(function*() {
  const shown = yield* shownWindows
  if (shown.length === 0) return yield* quickWindows()
  const seen = new Set<string>()
  const found: Array<Window> = []
  for (const window of shown) {
    const { objects } = yield* sameTitle(window)
    const object = objects.find((candidate) =>
      !seen.has(candidate.ref) && (window.objectName ?? "") === candidate.objectName
    ) ?? objects.find((candidate) => !seen.has(candidate.ref))
    if (object === undefined) continue
    seen.add(object.ref)
    found.push({ ...window, object })
  }
  return found
})
