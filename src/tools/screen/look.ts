import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { Refs } from "../../services/Refs.ts"
import { ask, connection } from "../probe/ask.ts"
import { find, refTarget } from "../probe/objects.ts"
import { type PageNode, wholePage } from "../probe/page.ts"
import { shownTitle, type ShownWindow, shownWindows, windowName } from "../probe/windows.ts"
import { build, countHidden, isShown, roleOf, seenName } from "./build.ts"
import { addInner } from "./inner.ts"
import { elements, focused as focusIn, type Screen } from "./Screen.ts"

const value = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const everything = 100_000

/** Where there is no name, the tooltip tells a person what it is. */
const tipped = new Set(["button", "checkbox", "radio", "textbox", "combobox", "spinbutton", "slider"])

const shownObjects = (node: PageNode): ReadonlyArray<PageNode> =>
  isShown(node) ? [...(node.objectId === undefined ? [] : [node]), ...(node.children ?? []).flatMap(shownObjects)] : []

const longestTip = 80

/** A tooltip as a name: without its markup, and its first words where it explains. */
const plainTip = (text: string): string => {
  const plain = text.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").trim()
  return plain.length > longestTip ? `${plain.slice(0, longestTip)}…` : plain
}

/** The property that holds what a person reads off a widget. */
const valueProperty = (node: PageNode): string | undefined => {
  switch (roleOf(node)) {
    case "textbox":
      return node.states?.["multiline"] === true ? "plainText" : "text"
    case "combobox":
      return "currentText"
    case "spinbutton":
      return "text"
    case "slider":
    case "progressbar":
      return "value"
    default:
      return undefined
  }
}

const printed = (node: PageNode, found: unknown): string =>
  !Predicate.isString(found)
    ? JSON.stringify(found)
    : node.states?.["password"] === true
    ? JSON.stringify("•".repeat(found.length))
    : JSON.stringify(found)

/** Property values by object, as many requests as objects: they are cheap, 0.2 ms each. */
const properties = (wanted: ReadonlyArray<readonly [PageNode, string]>) =>
  Effect.forEach(wanted, ([node, name]) =>
    value({ objectId: node.objectId ?? "", name }).pipe(
      Effect.map(({ value }) => [[node, value] as const]),
      Effect.catchTag("ProbeFault", () => Effect.succeed([]))
    ), { concurrency: "unbounded" }).pipe(Effect.map((found) => found.flat()))

/** Without the marks of unsaved changes, which the page and the list of windows write differently. */
const bareTitle = (title: string): string => shownTitle(title).replaceAll("*", "")

/** Which of the windows the page shows. */
const ownWindow = (page: PageNode, windows: ReadonlyArray<ShownWindow>): ShownWindow | undefined => {
  const alike = windows.filter((window) =>
    window.className === page.className && (window.objectName ?? "") === (page.objectName ?? "")
  )
  return alike.find((window) => bareTitle(window.windowTitle) === bareTitle(seenName(page))) ??
    windows.find((window) => window.isActive) ?? alike[0]
}

/** Reads the active window. */
export const look = Effect.fn("Screen.look")(function*() {
  const refs = yield* Refs
  const onConnection = yield* connection
  const [bare, shown] = yield* Effect.all([wholePage, find({ properties: { visible: true }, limit: everything })], {
    concurrency: "unbounded"
  })
  const page = yield* addInner(bare, shown.objects.map((entry) => entry.objectId))
  const objects = shownObjects(page)
  const nameless = objects.filter((node) => tipped.has(node.role) && seenName(node) === "")
  const [windows, focused, values, tooltips, placeholders, modal] = yield* Effect.all([
    shownWindows,
    find({ properties: { focus: true }, limit: 10 }),
    properties(objects.flatMap((node) => {
      const name = valueProperty(node)
      return name === undefined ? [] : [[node, name] as const]
    })),
    properties(nameless.map((node) => [node, "toolTip"])),
    properties(nameless.filter((node) => node.role === "textbox").map((node) => [node, "placeholderText"])),
    properties([[page, "modal"]])
  ], { concurrency: "unbounded" })
  const byPath = new Map(shown.objects.map((entry) => [entry.objectId, entry]))
  const known = objects.flatMap((node) => {
    const entry = byPath.get(node.objectId ?? "")
    if (entry === undefined) return []
    const target = refTarget(entry)
    return [[entry.objectId, { ref: refs.issue(onConnection, target), id: target.id, path: entry.objectId }] as const]
  })
  const root = build(page, {
    refs: new Map(known),
    values: new Map(values.map(([node, found]) => [node.objectId ?? "", printed(node, found)])),
    // Later entries win: a tooltip says more than a placeholder.
    tooltips: new Map(
      [...placeholders, ...tooltips].flatMap(([node, text]) =>
        Predicate.isString(text) && text !== "" ? [[node.objectId ?? "", plainTip(text)] as const] : []
      )
    )
  })
  const focusIds = focused.objects.map((entry) => `#${entry.numericId}`)
  const self = ownWindow(page, windows)
  const screen: Screen = {
    title: shownTitle(self?.windowTitle ?? seenName(page)),
    className: page.className ?? "",
    isActive: self?.isActive ?? false,
    isModal: modal.some(([, is]) => is === true),
    root,
    // A widget that hands its focus on says that it has it: the innermost one has.
    focus: elements(root).filter((element) => element.id !== undefined && focusIds.includes(element.id))
      .map((element) => focusIn(root, element.id ?? "")).at(-1),
    others: windows.filter((window) => window !== self).map(windowName),
    hidden: countHidden(page)
  }
  return screen
})
