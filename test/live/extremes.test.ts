import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { encode } from "fast-png"
import { inBrowser, newPage } from "../harness/browser/Browser.ts"
import { ask } from "../harness/http/ask.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { onPage, open } from "./livePage.ts"

const [width, height] = [3840, 2160]

const image = Buffer.from(encode({ width, height, data: new Uint8Array(width * height), channels: 1, depth: 8 }))
  .toString("base64")

const word = "w".repeat(3000)

/** What turns the direction of writing, as the name of a file does that is none. */
const turned = "\u202Egpj.exe"

const mark = { seq: 1, actor: turned, tool: "ui_act", method: "qt.ui.click" }

const picture = {
  timestamp: "2026-01-01T00:00:00.000Z",
  title: `${turned} ${word}`,
  width,
  height,
  image,
  marks: [{ ...mark, x: 0.98, y: 0.01, width: 0.02, height: 0.01 }]
}

const lines = Array.from({ length: 50_000 }, (_, index) => `button שלום ${index} ${index === 3 ? word : ""}`)

inBrowser("the live view of an application beyond all measure", (it) => {
  it.effect("keeps its shape, and shows the beginning of what is too long", () =>
    Effect.gen(function*() {
      const gateway = yield* Gateway.open(["--demo", "--mode", "agent", "--x11-input", "off"])
      yield* ask(`${gateway.url}/tools/ui_find`, { json: { arguments: { text: `${turned}${word}` } } })
      const opened = yield* newPage({ viewport: { width: 400, height: 800 }, deviceScaleFactor: 2 })
      const { page } = opened
      yield* Effect.promise(() => page.route("**/view/picture", (route) => route.fulfill({ json: picture })))
      yield* Effect.promise(() =>
        page.route("**/view/outline", (route) => route.fulfill({ json: { ...picture, lines } }))
      )
      yield* Effect.promise(() => page.goto(gateway.url))
      const { see, text } = onPage(opened)
      yield* see("#outline", "… 48000 more lines")
      yield* see("#caption", /^\\u202egpj\.exe w+ …, at .* Marked: click by \\u202egpj\.exe\.$/)
      yield* see("#calls li.ok .what", "{\"text\":\"\\u202egpj.exe")
      assert.notInclude(yield* text("body"), "\u202E")
      const sides: unknown = yield* Effect.promise(() =>
        page.evaluate(`(() => {
          const [picture, label] = ["#picture", ".mark span"].map((one) => document.querySelector(one).getBoundingClientRect())
          return {
            sideways: document.documentElement.scrollWidth - innerWidth,
            fits: picture.width <= innerWidth,
            labelIsOnIt: label.top >= picture.top && label.right <= picture.right + 4
          }
        })()`)
      )
      assert.deepStrictEqual(sides, { sideways: 0, fits: true, labelIsOnIt: true })
      assert.deepStrictEqual(opened.faults, [])
    }))

  it.effect("goes on through a flood of calls, and has the last of them", () =>
    Effect.gen(function*() {
      const gateway = yield* Gateway.open(["--demo", "--mode", "agent,native", "--x11-input", "off"])
      const { page, see } = yield* open(gateway.url)
      const ping = ask(`${gateway.url}/tools/qt_ping`, { json: {} })
      yield* Effect.all(Array.from({ length: 600 }, () => ping), { concurrency: 20 })
      yield* ask(`${gateway.url}/tools/ui_find`, { json: { arguments: { text: "the last one" } } })
      yield* see("#calls li.ok", "the last one")
      const shown: unknown = yield* Effect.promise(() =>
        page.evaluate(
          "[document.querySelectorAll('#calls li').length, document.querySelectorAll('#calls li.running').length]"
        )
      )
      assert.deepStrictEqual(shown, [200, 0])
    }))
})
