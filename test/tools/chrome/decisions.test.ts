import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { RawNode } from "../../../src/tools/chrome/node.ts"
import { chromeTools } from "../../../src/tools/chrome/tools.ts"
import { fault, type Script, toolsOn } from "../../harness/fakeProbe.ts"
import { refOn } from "../../harness/onDemo.ts"

const bounds = { x: 100, y: 100, width: 50, height: 20 }

const nodes: ReadonlyArray<RawNode> = [
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
const makePage = (shown: () => ReadonlyArray<RawNode> = () => nodes) => {
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

const start = Effect.fnUntraced(function*(page = makePage(), more: Script = {}) {
  const tools = yield* toolsOn(chromeTools, application(page, more))
  const text = yield* tools.call("chr_readPage")
  tools.sent.length = 0
  return { ...tools, text, ref: (line: RegExp) => refOn(text, line) }
})

describe("a ref of the page", () => {
  it.live("names the same element in every reading, and the probe is told its name of now", () =>
    Effect.gen(function*() {
      let shown = nodes
      const page = makePage(() => shown)
      const { call, ref, sent, text } = yield* start(page, {
        "chr.formInput": ({ ref: wire }: { readonly ref: string }) => {
          assert.strictEqual(page.live.get(wire), "Name:")
          return { success: true }
        }
      })
      assert.strictEqual(yield* call("chr_readPage"), text)
      shown = [{ role: "text", name: "New first line", objectId: "W/new" }, ...nodes]
      const later = yield* call("chr_readPage")
      assert.strictEqual(refOn(later, /Name:/), ref(/Name:/))
      assert.notInclude(text, refOn(later, /New first/))
      assert.match(yield* call("chr_formInput", { ref: ref(/Name:/), value: "Ada" }), /^set textbox "Name:"/)
      assert.strictEqual(sent.filter(({ method }) => method === "chr.formInput").length, 1)
    }))

  it.live("whose element is gone is refused, and nothing is done", () =>
    Effect.gen(function*() {
      let shown = nodes
      const { call, methods, ref } = yield* start(makePage(() => shown))
      shown = nodes.slice(1)
      assert.match(yield* call("chr_click", { ref: ref(/"Go"/) }), /ERROR .*not on the page any more.*window "Form"/)
      assert.match(yield* call("chr_click", { ref: "ref_9999" }), /ERROR ref_9999 is not a ref of this connection/)
      assert.notInclude(methods(), "chr.click")
      assert.notInclude(methods(), "qt.methods.invoke")
    }))

  it.live("is used before another tool reads the page again", () =>
    Effect.gen(function*() {
      const page = makePage()
      const { call, ref } = yield* start(page, {
        "chr.readPage": () => Effect.andThen(Effect.sleep(5), Effect.sync(page.read)),
        // So much time is between the reading and the use of the name.
        "chr.getPageText": () => Effect.andThen(Effect.sleep(30), Effect.succeed({ text: "" })),
        "chr.navigate": ({ ref: wire }: { readonly ref: string }) => {
          assert.strictEqual(page.live.get(wire), "List")
          return { navigated: true }
        }
      })
      const navigate = call("chr_navigate", { ref: ref(/tab "List"/) })
      const [said] = yield* Effect.all([navigate, call("chr_readPage"), call("chr_readPage")], {
        concurrency: "unbounded"
      })
      assert.match(said, /^activated tab "List"/)
    }))
})

describe("chr_click", () => {
  it.live("presses buttons and check boxes by the way that neither blocks nor misses", () =>
    Effect.gen(function*() {
      for (const [line, id] of [[/"Go"/, "W/go"], [/"News"/, "W/news"]] as const) {
        const { call, methods, ref, sent } = yield* start()
        yield* call("chr_click", { ref: ref(line) })
        assert.deepStrictEqual(sent.find(({ method }) => method === "qt.methods.invoke")?.params, {
          objectId: id,
          method: "animateClick",
          args: []
        })
        assert.notInclude(methods(), "chr.click")
      }
    }))

  it.live("clicks a row where it is, because the probe's own click does nothing there", () =>
    Effect.gen(function*() {
      const { call, methods, ref, sent } = yield* start()
      yield* call("chr_click", { ref: ref(/"seen"/) })
      assert.deepStrictEqual(sent.find(({ method }) => method === "cu.click")?.params, {
        x: 125,
        y: 110,
        screenAbsolute: true
      })
      assert.notInclude(methods(), "chr.click")
    }))

  it.live("refuses a row that is scrolled away, an item of a closed list, and what is disabled", () =>
    Effect.gen(function*() {
      const { call, methods, ref, text } = yield* start()
      assert.match(yield* call("chr_click", { ref: ref(/"away"/) }), /ERROR .*not in view.*Nothing was clicked/)
      assert.match(yield* call("chr_click", { ref: ref(/"Locked"/) }), /ERROR .*disabled/)
      const land = Number(/ref_(\d+)/.exec(ref(/"Land"/))?.[1])
      assert.notInclude(text, "listitem \"Austria\"")
      assert.match(yield* call("chr_click", { ref: `ref_${land + 1}` }), /ERROR listitem "Austria".*chr_formInput/)
      for (const method of ["cu.click", "chr.click", "qt.methods.invoke"]) assert.notInclude(methods(), method)
    }))

  it.live("of what does not react says so", () =>
    Effect.gen(function*() {
      const { call, ref } = yield* start()
      assert.match(yield* call("chr_click", { ref: ref(/"Name:"/) }), /no visible effect.*cu_leftClick/)
    }))
})

describe("chr_formInput", () => {
  for (
    const [line, value, wire] of [
      [/"Name:"/, 42, "42"],
      [/"Name:"/, true, "true"],
      [/"News"/, "true", true],
      [/"News"/, 0, false],
      [/"Volume"/, "77", 77],
      [/"Land"/, "Austria", "Austria"]
    ] as const
  ) {
    it.live(`sends ${JSON.stringify(value)} to ${line.source} as ${JSON.stringify(wire)}`, () =>
      Effect.gen(function*() {
        const { call, ref, sent } = yield* start()
        yield* call("chr_formInput", { ref: ref(line), value })
        assert.strictEqual(sent.find(({ method }) => method === "chr.formInput")?.params["value"], wire)
      }))
  }

  for (
    const [line, value, wants] of [[/"News"/, "maybe", "true or false"], [/"Volume"/, "loud", "a number"], [
      /"Log"/,
      "x",
      "read-only"
    ], [/"Locked"/, "x", "disabled"]] as const
  ) {
    it.live(`refuses ${JSON.stringify(value)} for ${line.source}: ${wants}`, () =>
      Effect.gen(function*() {
        const { call, methods, ref } = yield* start()
        const said = yield* call("chr_formInput", { ref: ref(line), value })
        assert.match(said, /^ERROR .*Nothing was sent/)
        assert.include(said, wants)
        assert.notInclude(methods(), "chr.formInput")
      }))
  }

  it.live("explains the probe's refusal with what there is to choose", () =>
    Effect.gen(function*() {
      const { call, ref } = yield* start(makePage(), {
        "chr.formInput": fault("chr.formInput", -32072, "ComboBox value not found: Mars")
      })
      const said = yield* call("chr_formInput", { ref: ref(/"Land"/), value: "Mars" })
      assert.match(said, /ERROR .*no item "Mars".*"Austria".*-32072/)
    }))

  it.live("says what the field holds where that is something else", () =>
    Effect.gen(function*() {
      const { call, ref } = yield* start(makePage(), { "qt.properties.get": { value: 100 } })
      assert.match(
        yield* call("chr_formInput", { ref: ref(/"Volume"/), value: 5000 }),
        /asked for 5000, it holds "100"/
      )
    }))
})

describe("chr_navigate", () => {
  it.live("goes to tabs and menu items only, and by ref", () =>
    Effect.gen(function*() {
      const { call, methods, ref } = yield* start()
      assert.match(yield* call("chr_navigate", { ref: ref(/"Name:"/) }), /ERROR textbox "Name:".*is no tab/)
      assert.match(
        yield* call("chr_navigate", { ref: ref(/tab "List"/), action: "activateMenuItem" }),
        /ERROR .*is no menuitem/
      )
      assert.match(yield* call("chr_navigate", {}), /ERROR activateTab needs the ref of a tab/)
      assert.notInclude(methods(), "chr.navigate")
      yield* call("chr_navigate", { action: "back" })
      assert.include(methods(), "chr.navigate")
    }))
})

describe("chr_find", () => {
  it.live("answers with the refs of the page", () =>
    Effect.gen(function*() {
      const { call, ref } = yield* start(makePage(), {
        "chr.find": { matches: [{ ref: "ref_900", role: "button", name: "Go", className: "QPushButton" }], count: 1 }
      })
      assert.strictEqual(yield* call("chr_find", { query: "go" }), `1 match\nbutton "Go" ${ref(/"Go"/)}`)
    }))

  it.live("with too many matches tells the kinds of them", () =>
    Effect.gen(function*() {
      const { call, ref } = yield* start(makePage(), {
        "chr.find": fault("chr.find", -32074, "Found 35 matches for \"o\".")
      })
      const said = yield* call("chr_find", { query: "o" })
      assert.match(said, /ERROR Found 35.*2 button \(Go .*-32074/)
      assert.include(said, ref(/"Go"/))
    }))
})

describe("chr_readConsoleMessages", () => {
  const messages = [
    { type: "debug", message: "[qtPilot] Received: \"limit app\"", timestamp: 3 },
    { type: "warning", message: "Handling method: chr.find app", timestamp: 3 },
    { type: "error", message: "Method \"chr.find\" threw structured error: \"app\"", timestamp: 2 },
    { type: "info", message: "app started", timestamp: 1 },
    { type: "debug", message: "loaded", timestamp: 0, file: "main.cpp", line: 7 }
  ]

  it.live("leaves the probe's own lines out, whatever the pattern, and its limit counts the rest", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* toolsOn(chromeTools, { "chr.readConsoleMessages": { messages } })
      assert.strictEqual(
        yield* call("chr_readConsoleMessages"),
        "00:00:00.001 info app started\n00:00:00.000 debug loaded (main.cpp:7)"
      )
      assert.strictEqual(yield* call("chr_readConsoleMessages", { pattern: "app" }), "00:00:00.001 info app started")
      assert.match(yield* call("chr_readConsoleMessages", { limit: 1 }), /^00:00:00.001 info app started\n\(older/)
      const own = new RegExp(String(sent[0]?.params["pattern"]))
      assert.deepStrictEqual(messages.map(({ message }) => own.test(message)), [false, false, false, true, true])
      // A pattern is matched here, so the probe must not cut before.
      assert.isUndefined(sent[1]?.params["limit"])
    }))

  it.live("refuses what is no regular expression, which the probe takes for no filter", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* toolsOn(chromeTools, { "chr.readConsoleMessages": { messages } })
      assert.match(yield* call("chr_readConsoleMessages", { pattern: "[" }), /ERROR pattern is no regular expression/)
      assert.deepStrictEqual(sent, [])
    }))
})
