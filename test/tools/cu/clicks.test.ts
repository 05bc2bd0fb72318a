import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { cuTools } from "../../../src/tools/cu/tools.ts"
import { fault, toolsOn } from "../../harness/fakeProbe.ts"
import { application, button, edit, menu, window } from "./application.ts"

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

describe("cu_mouseDrag", () => {
  it.live("that ends outside of the window is not begun", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* toolsOn(cuTools, edit)
      assert.match(yield* call("cu_mouseDrag", { startX: 1, startY: 1, endX: -5, endY: 1 }), /ERROR -5,1 is outside/)
      assert.deepStrictEqual(sent, [])
    }))
})
