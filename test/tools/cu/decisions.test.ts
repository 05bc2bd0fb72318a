import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { cuTools } from "../../../src/tools/cu/tools.ts"
import { fault, type Script, toolsOn } from "../../harness/fakeProbe.ts"

const window = {
  windowTitle: "Form",
  className: "MainWindow",
  isActive: true,
  geometry: { x: 100, y: 50, width: 800, height: 600 }
}
const menu = {
  windowTitle: "",
  className: "QMenu",
  isActive: false,
  geometry: { x: 110, y: 70, width: 150, height: 90 }
}

/** An application whose every point is this widget. */
const application = (className: string, superClasses: ReadonlyArray<string>, more: Script = {}): Script => ({
  "chr.tabsContext": { windows: [window] },
  "chr.getPageText": { text: "" },
  "qt.ui.hitTest": { objectId: "MainWindow/it", className },
  "qt.objects.inspect": { info: { className, superClasses }, properties: [] },
  "qt.objects.search": { objects: [], count: 0, truncated: false },
  "qt.methods.invoke": { result: null },
  "cu.screenshot": { image: "" },
  "cu.click": { success: true },
  "cu.doubleClick": { success: true },
  "cu.mouseMove": { success: true },
  "cu.key": { success: true },
  "cu.type": { success: true },
  ...more
})

const field = { objectId: "MainWindow/it", className: "QLineEdit", numericId: 7 }
const focused = { objects: [field], count: 1, truncated: false }
const button = application("QPushButton", ["QPushButton", "QAbstractButton", "QWidget"])
const edit = application("QLineEdit", ["QLineEdit", "QWidget"])

describe("cu_leftClick", () => {
  it.live("presses a button so that the dialog it opens does not deafen the link", () =>
    Effect.gen(function*() {
      const { call, methods, sent } = yield* toolsOn(cuTools, button)
      assert.match(yield* call("cu_leftClick", { x: 10, y: 20 }), /animateClick/)
      assert.notInclude(methods(), "cu.click")
      const hit = sent.find(({ method }) => method === "qt.ui.hitTest")
      assert.deepStrictEqual(hit?.params, { x: 110, y: 70 })
      const pressed = sent.find(({ method }) => method === "qt.methods.invoke")
      assert.deepStrictEqual(pressed?.params, { objectId: "MainWindow/it", method: "animateClick", args: [] })
      // So that cu_cursorPosition says where the click was.
      assert.deepStrictEqual(sent.find(({ method }) => method === "cu.mouseMove")?.params, { x: 10, y: 20 })
    }))

  it.live("of another button of the mouse is a click", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* toolsOn(cuTools, button)
      yield* call("cu_leftClick", { x: 10, y: 20, button: "middle" })
      assert.deepStrictEqual(sent.find(({ method }) => method === "cu.click")?.params, {
        x: 10,
        y: 20,
        button: "middle"
      })
    }))

  it.live("of anything else, or of what cannot be told, is a click that is not waited for to the deadline", () =>
    Effect.gen(function*() {
      for (const script of [edit, { ...edit, "qt.ui.hitTest": fault("qt.ui.hitTest", -32001, "No widget found") }]) {
        const { call, sent } = yield* toolsOn(cuTools, script)
        yield* call("cu_leftClick", { x: 10.4, y: 20 })
        const click = sent.find(({ method }) => method === "cu.click")
        assert.deepStrictEqual(click?.params, { x: 10, y: 20 })
        assert.strictEqual(click?.options.action, true)
      }
    }))

  it.live("on an open menu goes to the menu and not to what it covers", () =>
    Effect.gen(function*() {
      const script = application("QMenu", ["QMenu", "QWidget"], { "chr.tabsContext": { windows: [menu, window] } })
      const { call, sent } = yield* toolsOn(cuTools, script)
      yield* call("cu_leftClick", { x: 30, y: 40 })
      const click = sent.find(({ method }) => method === "cu.click")
      assert.deepStrictEqual(click?.params, { x: 130, y: 90, screenAbsolute: true })
    }))

  it.effect("lets the application sleep for two seconds at most, and waits the rest here", () =>
    Effect.gen(function*() {
      const { call, methods, sent } = yield* toolsOn(cuTools, edit)
      const fiber = yield* Effect.forkChild(call("cu_leftClick", { x: 10, y: 20, delay_ms: 9000 }))
      yield* TestClock.adjust("6 seconds")
      assert.notInclude(methods(), "cu.click")
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(fiber)
      const click = sent.find(({ method }) => method === "cu.click")
      assert.strictEqual(click?.params["delay_ms"], 2000)
      assert.strictEqual(click?.options.timeout, 32_000)
    }))

  it.live("with a delay that would freeze the application is refused", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* toolsOn(cuTools, edit)
      assert.match(yield* call("cu_leftClick", { x: 1, y: 1, delay_ms: 10_001 }), /ERROR Invalid arguments.*delay_ms/)
      assert.deepStrictEqual(sent, [])
    }))

  it.live("that changed nothing says so, and passes the probe's refusal on", () =>
    Effect.gen(function*() {
      const idle = yield* toolsOn(cuTools, edit)
      assert.match(yield* idle.call("cu_leftClick", { x: 10, y: 20 }), /no visible effect/)
      const away = { ...edit, "cu.click": fault("cu.click", -32061, "Coordinates (900, 20) out of bounds") }
      const out = yield* toolsOn(cuTools, away)
      assert.match(yield* out.call("cu_leftClick", { x: 900, y: 20 }), /ERROR Coordinates.*-32061/)
    }))

  it.live("gives the probe's picture where a later one cannot be had, and says where there is none", () =>
    Effect.gen(function*() {
      const own = yield* toolsOn(cuTools, { ...edit, "cu.click": { success: true, screenshot: "iVBORw0KGgo=" } })
      assert.include(yield* own.call("cu_leftClick", { x: 1, y: 1, include_screenshot: true }), "<image>")
      const none = yield* toolsOn(cuTools, edit)
      const said = yield* none.call("cu_leftClick", { x: 1, y: 1, include_screenshot: true })
      assert.include(said, "No picture")
      assert.notInclude(said, "<image>")
    }))
})

describe("cu_type", () => {
  it.live("sends a line break as Return", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* toolsOn(cuTools, { ...edit, "qt.objects.search": focused })
      yield* call("cu_type", { text: "a\nb\r\nc" })
      assert.deepStrictEqual(sent.find(({ method }) => method === "cu.type")?.params, { text: "a\rb\rc" })
    }))

  for (const text of ["é", "€", "漢字", "🙂", "a\u0000", "\u007f"]) {
    it.live(`never presses keys for ${JSON.stringify(text)}`, () =>
      Effect.gen(function*() {
        const { call, methods } = yield* toolsOn(cuTools, {
          ...edit,
          "qt.objects.search": focused,
          "qt.properties.get": { value: "" },
          "qt.properties.set": { ok: true }
        })
        assert.match(yield* call("cu_type", { text }), /^inserted/)
        assert.notInclude(methods(), "cu.type")
        assert.notInclude(methods(), "qt.ui.sendKeys")
        assert.include(methods(), "qt.properties.set")
      }))
  }

  it.live("without a focus says what to do, whichever way it would have typed", () =>
    Effect.gen(function*() {
      const unfocused = { ...edit, "cu.type": fault("cu.type", -32062, "No widget has keyboard focus") }
      const { call, methods } = yield* toolsOn(cuTools, unfocused)
      assert.match(yield* call("cu_type", { text: "a" }), /ERROR No widget has keyboard focus.*cu_leftClick.*-32062/)
      const asked = methods().length
      assert.match(yield* call("cu_type", { text: "é" }), /ERROR No widget has keyboard focus.*-32062.*cu_leftClick/)
      assert.notInclude(methods().slice(asked), "cu.type")
    }))
})

describe("cu_key", () => {
  it.live("with a modifier the probe would leave out is not sent", () =>
    Effect.gen(function*() {
      const { call, methods } = yield* toolsOn(cuTools, edit)
      assert.match(yield* call("cu_key", { key: "foo+a" }), /ERROR "foo" is no modifier/)
      assert.notInclude(methods(), "cu.key")
    }))

  it.live("goes to the menu that is open", () =>
    Effect.gen(function*() {
      const { call, methods, sent } = yield* toolsOn(cuTools, {
        ...edit,
        "chr.tabsContext": { windows: [menu, window] },
        "qt.objects.search": {
          objects: [{ objectId: "menu", className: "QMenu", numericId: 9 }],
          count: 1,
          truncated: false
        },
        "qt.ui.sendKeys": { ok: true }
      })
      yield* call("cu_key", { key: "Escape" })
      assert.deepStrictEqual(sent.find(({ method }) => method === "qt.ui.sendKeys")?.params, {
        objectId: "#9",
        sequence: "Esc"
      })
      assert.notInclude(methods(), "cu.key")
      yield* call("cu_key", { key: "ctrl+s" })
      assert.include(methods(), "cu.key")
    }))
})

describe("cu_mouseDrag", () => {
  it.live("that ends outside of the window is not begun", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* toolsOn(cuTools, edit)
      assert.match(yield* call("cu_mouseDrag", { startX: 1, startY: 1, endX: -5, endY: 1 }), /ERROR -5,1 is outside/)
      assert.deepStrictEqual(sent, [])
    }))
})
