import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { start } from "./application.ts"

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
