import * as Effect from "effect/Effect"
import type { RawNode } from "../../../src/tools/chrome/node.ts"
import { chromeTools } from "../../../src/tools/chrome/tools.ts"
import { type Script, toolsOn } from "../../harness/fakeProbe.ts"
import { refOn } from "../../harness/onDemo.ts"

const bounds = { x: 100, y: 100, width: 50, height: 20 }

/** What the window of the fake application holds. */
export const nodes: ReadonlyArray<RawNode> = [
  { role: "button", name: "Go", objectId: "W/go", className: "QPushButton" },
  { role: "textbox", name: "Name:", objectId: "W/name", className: "QLineEdit" },
  { role: "checkbox", name: "News", objectId: "W/news", className: "QCheckBox" },
  { role: "slider", name: "Volume", objectId: "W/volume", className: "QSlider" },
  { role: "textbox", name: "Log", objectId: "W/log", states: { readonly: true } },
  { role: "button", name: "Locked", objectId: "W/locked", states: { disabled: true } },
  { role: "tab", name: "List" },
  { role: "combobox", name: "Land", objectId: "W/land", bounds, children: [{ role: "listitem", name: "Austria" }] },
  {
    role: "list",
    name: "rows",
    objectId: "W/rows",
    bounds: { x: 90, y: 90, width: 100, height: 100 },
    children: [{ role: "listitem", name: "seen", bounds }, {
      role: "listitem",
      name: "away",
      bounds: { ...bounds, y: 900 }
    }]
  }
]

/** A page whose probe names are new at every reading, as they are after anything has changed. */
export const makePage = (shown: () => ReadonlyArray<RawNode> = () => nodes) => {
  let names = 0
  const live = new Map<string, string>()
  const name = (node: RawNode, live: Map<string, string>): RawNode => {
    names += 1
    live.set(`ref_${names}`, node.name ?? "")
    return { ...node, ref: `ref_${names}`, children: (node.children ?? []).map((child) => name(child, live)) }
  }
  const read = () => {
    live.clear()
    const tree = name({ role: "window", name: "Form", objectId: "W", children: shown() }, live)
    return { tree, totalNodes: live.size, truncated: false }
  }
  return { live, read }
}

const isButton = (id: unknown) => ["W/go", "W/news", "W/locked"].includes(String(id))

const application = (page: ReturnType<typeof makePage>, more: Script = {}): Script => ({
  "chr.readPage": page.read,
  "chr.tabsContext": { windows: [] },
  "chr.getPageText": { text: "" },
  "chr.click": { clicked: true },
  "chr.formInput": { success: true },
  "chr.navigate": { navigated: true },
  "cu.click": { success: true },
  "qt.methods.invoke": { result: null },
  "qt.properties.get": { value: "" },
  "qt.objects.search": { objects: [], count: 0, truncated: false },
  "qt.objects.inspect": ({ objectId }: { readonly objectId: unknown }) => ({
    info: { className: "It", superClasses: isButton(objectId) ? ["QAbstractButton"] : [], visible: true },
    properties: []
  }),
  ...more
})

/** The tools on that application, its page read once. */
export const start = Effect.fnUntraced(function*(page = makePage(), more: Script = {}) {
  const tools = yield* toolsOn(chromeTools, application(page, more))
  const text = yield* tools.call("chr_readPage")
  tools.sent.length = 0
  return { ...tools, text, ref: (line: RegExp) => refOn(text, line) }
})
