import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { X11Input } from "../../../src/services/X11Input.ts"
import { x11Chord } from "../../../src/tools/agent/steps/x11Pointer.ts"
import { agentOn } from "./application.ts"

/** An X server that does nothing and keeps what it was told. */
const recorder = () => {
  const sent: Array<string> = []
  const send = (text: string) => Effect.sync(() => void sent.push(text))
  const x11: X11Input["Service"] = {
    isAvailable: Effect.succeed(true),
    click: (x, y, button, times = 1) => send(`click ${x},${y} ${button} ${times}`),
    drag: (from, to) => send(`drag ${from.x},${from.y} to ${to.x},${to.y}`),
    key: (name) => send(`key ${name}`)
  }
  return { sent, x11 }
}

describe("input through the X server on Qt 6", () => {
  it.live("clicks what may open a dialog, in the middle, after raising the window", () =>
    Effect.gen(function*() {
      const { sent, x11 } = recorder()
      const { act, call, demo } = yield* agentOn({ qt: 6 }, x11)
      assert.match(yield* act({ do: "click", target: "ColorCanvas" }), /^click ColorCanvas; no visible effect/)
      assert.strictEqual(yield* call("ui_read", { target: "ColorCanvas", what: "bounds" }), "bounds = 161,487 656x100")
      assert.deepStrictEqual(sent, ["click 489,537 left 1"])
      assert.isTrue((yield* demo.requests).some(({ params }) => JSON.stringify(params).includes("\"raise\"")))
    }).pipe(Effect.scoped))

  it.live("double-clicks a row where it stands, which is selected first", () =>
    Effect.gen(function*() {
      const { sent, x11 } = recorder()
      const { act } = yield* agentOn({ qt: 6 }, x11)
      yield* act({ do: "click", target: "Table" }, { do: "double_click", target: "table", item: "Gamma" })
      assert.strictEqual(sent.length, 1)
      assert.match(sent[0] ?? "", /^click \d+(\.5)?,\d+(\.5)? left 2$/)
    }).pipe(Effect.scoped))

  it.live("presses shortcuts that have no button, and drags what is no field", () =>
    Effect.gen(function*() {
      const { sent, x11 } = recorder()
      const { act } = yield* agentOn({ qt: 6 }, x11)
      yield* act({ do: "press", target: "Name", value: "Ctrl+Q" })
      yield* act({ do: "drag", target: "ColorCanvas", value: [20, -10] })
      assert.deepStrictEqual(sent, ["key ctrl+q", "drag 489,537 to 509,527"])
    }).pipe(Effect.scoped))

  it.live("walks through the menus, and closes what did not open as expected", () =>
    Effect.gen(function*() {
      const { sent, x11 } = recorder()
      const { menu } = yield* agentOn({ qt: 6 }, x11)
      assert.match(yield* menu("File/Quit"), /^ERROR X11 input did not open the menu File.*Nothing was triggered/)
      assert.match(sent[0] ?? "", /^click \d/)
      assert.deepStrictEqual(sent.slice(1), ["key Escape", "key Escape"])
    }).pipe(Effect.scoped))

  it.live("opens a context menu with a right click, twice where none comes, and takes the element's own actions then", () =>
    Effect.gen(function*() {
      const { sent, x11 } = recorder()
      const { call } = yield* agentOn({ qt: 6 }, x11)
      assert.include(yield* call("ui_menu", { target: "Demo Application", do: "list" }), "Clear form")
      assert.deepStrictEqual(sent.map((line) => line.replace(/[\d.,]+/, "")), ["click  right 1", "click  right 1"])
    }).pipe(Effect.scoped))

  it.live("closes a main window by the entry of its menu that ends the application", () =>
    Effect.gen(function*() {
      const { sent, x11 } = recorder()
      const { act } = yield* agentOn({ qt: 6 }, x11)
      assert.match(yield* act({ do: "close" }), /X11 input did not open the menu File/)
      assert.match(sent[0] ?? "", /^click .* left 1$/)
    }).pipe(Effect.scoped))

  it.live("is not used on Qt 5, whose connection lives under a dialog", () =>
    Effect.gen(function*() {
      const { sent, x11 } = recorder()
      const { act, menu } = yield* agentOn({ qt: 5 }, x11)
      yield* act({ do: "click", target: "ColorCanvas" })
      yield* menu("Edit/Copy")
      assert.deepStrictEqual(sent, [])
    }).pipe(Effect.scoped))
})

describe("chords", () => {
  it("are written as X names them", () => {
    const written = ["Ctrl+Shift+S", "PgUp", "Esc", "F5", "Alt+-", "Del", "Left", "Return"]
    assert.deepStrictEqual(written.map(x11Chord), [
      "ctrl+shift+s",
      "Prior",
      "Escape",
      "F5",
      "alt+minus",
      "Delete",
      "Left",
      "Return"
    ])
  })
})
