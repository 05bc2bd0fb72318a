import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { inBrowser } from "../harness/browser/Browser.ts"
import { ask } from "../harness/http/ask.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { open } from "./livePage.ts"

const started = Gateway.open(["--demo", "--mode", "agent", "--x11-input", "off"])

/** Pairs of colours of a theme that text stands in, which have to be told apart (WCAG 2.2, 1.4.3). */
const pairs = [
  ["text", "back"],
  ["text", "card"],
  ["soft", "back"],
  ["soft", "card"],
  ["link", "card"],
  ["good", "card"],
  ["bad", "card"],
  ["wait", "card"],
  ["wait", "wait-back"],
  ["text", "wait-back"],
  ["text", "bad-back"]
] as const

const luminance = (colour: string): number => {
  const parts = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  const [red = 0, green = 0, blue = 0] = parts
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

inBrowser("the live view can be read", (it) => {
  it.effect("by its landmarks, headings and names", () =>
    Effect.gen(function*() {
      const gateway = yield* started
      yield* ask(`${gateway.url}/tools/ui_snapshot`, { json: {} })
      const { page, see } = yield* open(gateway.url)
      yield* see("#caption", "Demo Application, at")
      yield* see("#calls li.ok", "ui_snapshot")
      const tree = yield* Effect.promise(() => page.locator("body").ariaSnapshot())
      for (
        const part of [
          "banner:",
          "heading \"qtmcp live view\" [level=1]",
          "button \"Pause actions\"",
          "main:",
          "region \"Application\"",
          "button \"Refresh\"",
          "figure",
          "img \"The window Demo Application, at",
          "region \"Outline of the window in front\"",
          "region \"Tasks\"",
          "region \"Calls, the newest first\"",
          "list \"Calls, the newest first\""
        ]
      ) assert.include(tree, part)
      // Calls come often: they are there to be read, and not read out.
      const live: unknown = yield* Effect.promise(() =>
        page.evaluate("[...document.querySelectorAll('[role=status], [aria-live]')].map(({ id }) => id)")
      )
      assert.deepStrictEqual(live, ["banner", "announcer"])
    }))

  it.effect("in the dark and in the light, on wide and on narrow screens", () =>
    Effect.gen(function*() {
      const gateway = yield* started
      for (const colorScheme of ["light", "dark"] as const) {
        const { page } = yield* open(gateway.url, { colorScheme, viewport: { width: 320, height: 700 } })
        const sides: unknown = yield* Effect.promise(() =>
          page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        )
        assert.deepStrictEqual(sides, [320, 320])
        const found: unknown = yield* Effect.promise(() =>
          page.evaluate(
            `(() => { const style = getComputedStyle(document.documentElement); return ${
              JSON.stringify(pairs)
            }.map((pair) => pair.map((name) => style.getPropertyValue("--" + name).trim())) })()`
          )
        )
        const colours = Array.isArray(found) ? found : []
        assert.strictEqual(colours.length, pairs.length)
        for (const [index, [front, back]] of colours.entries()) {
          assert.isAtLeast(contrast(front, back), 4.5, `${colorScheme} ${String(pairs[index])}`)
        }
      }
    }))

  it.effect("before an agent has come, with a button that connects", () =>
    Effect.gen(function*() {
      const gateway = yield* started
      const { click, see } = yield* open(gateway.url)
      yield* see("#connection-notice", "Not connected yet. The first call of an agent connects.")
      yield* see("#no-calls", "None yet")
      yield* click("Connect to the application")
      yield* see("#connection", "Connected to Demo Application.")
      yield* see("#caption", "Demo Application, at")
      yield* see("#outline", "button Submit")
    }))
})
