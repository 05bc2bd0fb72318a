import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { cuTools } from "../../../src/tools/cu/tools.ts"
import { fault, toolsOn } from "../../harness/fakeProbe.ts"
import { edit, focused, menu, window } from "./application.ts"

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
