import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { windowTools } from "../../../src/tools/chrome/windows.ts"
import { cuTools } from "../../../src/tools/cu/tools.ts"
import { pngSize } from "../../../src/tools/image.ts"
import { geometryTools } from "../../../src/tools/native/geometry.ts"
import { onDemo } from "../../harness/onDemo.ts"

const numbers = (text: string): ReadonlyArray<number> => (text.match(/-?\d+/g) ?? []).map(Number)

/** The demo with a way to the middle of a widget, in window coordinates. */
const start = Effect.fnUntraced(function*(generation: "newest" | "seed", qt: 5 | 6 = 6) {
  const demo = yield* onDemo([...cuTools, ...geometryTools, ...windowTools], { generation, qt })
  const [left = 0, top = 0] = numbers((yield* demo.call("chr_tabsContext")).replace(/".*"/, ""))
  const middle = (name: string) =>
    Effect.map(demo.call("qt_ui_geometry", { objectId: name }), (text) => {
      const [x = 0, y = 0, width = 0, height = 0] = numbers(text.split("on screen")[1] ?? "")
      return { x: x - left + width / 2, y: y - top + height / 2 }
    })
  return { ...demo, middle }
})

for (const generation of ["newest", "seed"] as const) {
  describe(`computer use on the demo, ${generation}`, () => {
    it.live("clicks, types and reads the effect", () =>
      Effect.gen(function*() {
        const { call, demo, middle } = yield* start(generation)
        const name = yield* middle("nameEdit")
        assert.match(yield* call("cu_leftClick", name), /^clicked .*QLineEdit nameEdit/)
        assert.match(yield* call("cu_type", { text: "CU Test" }), /^typed; .*"CU Test"/)
        assert.match(yield* call("cu_type", { text: " – Grüße 漢字" }), /^inserted.*"CU Test – Grüße 漢字"/)
        assert.match(yield* call("cu_key", { key: "ctrl+a" }), /^pressed ctrl\+a; selectedText/)
        assert.match(yield* call("cu_key", { key: "Delete" }), /text: "CU Test – Grüße 漢字" → ""/)
        assert.match(yield* call("cu_key", { key: "Tab" }), /focus/)
        assert.strictEqual((yield* demo.crashed)._tag, "None")
      }))

    it.live("really toggles a check box whose centre is beside its indicator", () =>
      Effect.gen(function*() {
        const { call, middle } = yield* start(generation)
        const box = yield* middle("subscribeCheck")
        assert.match(yield* call("cu_leftClick", box), /checked: false → true/)
        assert.match(yield* call("cu_leftClick", box), /checked: true → false/)
      }))

    it.live("sees by the picture what no text tells", () =>
      Effect.gen(function*() {
        const { call, middle } = yield* start(generation)
        const canvas = yield* middle("colorCanvas")
        assert.match(yield* call("cu_mouseMove", { x: 400, y: 590 }), /no visible effect \(the picture is as before\)/)
        assert.match(yield* call("cu_cursorPosition"), /^400,590 in the window/)
        const said = yield* call("cu_leftClick", canvas)
        assert.match(said, /the picture changed at|colou?r|\+"/i)
      }))

    it.live("gives pictures, with the way from their pixels to coordinates", () =>
      Effect.gen(function*() {
        const { call, run } = yield* start(generation)
        assert.match(yield* call("cu_screenshot"), /800x600; its pixels are click coordinates/)
        assert.match(
          yield* call("cu_screenshot", { region: { x: 10, y: 20, width: 100, height: 50 }, maxEdge: 50 }),
          /50x25; for click coordinates multiply by 2.000, then add 10,20/
        )
        assert.match(
          yield* call("cu_screenshot", { region: { x: 0, y: 0, width: 0, height: 0 } }),
          /ERROR .*empty picture/
        )
        assert.match(
          yield* call("cu_screenshot", { fullScreen: true, region: { x: 0, y: 0, width: 9, height: 9 } }),
          /ERROR .*exclude/
        )
        const { content } = yield* run("cu_rightClick", { x: 10, y: 300, include_screenshot: true })
        const image = content.find((part) => part.type === "image")
        assert.deepStrictEqual(pngSize(Buffer.from(image?.type === "image" ? image.data : "", "base64")), {
          width: 800,
          height: 600
        })
      }))

    it.live("opens a dialog with the link alive, and closes it", () =>
      Effect.gen(function*() {
        const { call, middle } = yield* start(generation)
        assert.match(yield* call("cu_leftClick", yield* middle("openDialogButton")), /opened "/)
        const shown = yield* call("chr_tabsContext")
        assert.strictEqual(shown.split("\n").length, 2, shown)
        assert.match(yield* call("cu_key", { key: "Escape" }), /closed "/)
      }))
  })
}
