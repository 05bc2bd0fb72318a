import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { writeFileSync } from "node:fs"
import * as path from "node:path"
import { inBrowser } from "../harness/browser/Browser.ts"
import { opened } from "./page.ts"

const Times = Schema.Record(Schema.String, Schema.Finite)
const decodeTimes = Schema.decodeUnknownSync(Times)

const median = (all: ReadonlyArray<number>): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN

const quotes = [
  "Honestly, the rent.",
  "my mother had fallen ill",
  "Nobody was unkind.",
  "we carried sandbags",
  "In the city I could be nobody for an afternoon.",
  "The school has forty-one children.",
  "A village dies when the pub closes".slice(10)
]

/** What is to be seen on the picture of the README. */
const picture = {
  "housing costs": ["Honestly, the rent.", "the landlord raised it again"],
  "caring for parents": ["my mother had fallen ill, and she lived an hour away from us"],
  "becoming a neighbour": [
    "They simply waited to see whether we would stay.",
    "we carried sandbags with everybody else until four in the morning"
  ],
  "being known": ["Here the baker knows that I have had a cold before I have told my husband."],
  "fear of closure": ["whether forty-one is enough"]
}

/** The contrast of texts with what is behind them, by what they are. */
const contrasts = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  const paint = (colors) => {
    canvas.clearRect(0, 0, 1, 1)
    for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1) }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const light = (rgb) => rgb.map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, index) => sum + one * [0.2126, 0.7152, 0.0722][index], 0)
  const contrast = (selector) => {
    const element = document.querySelector(selector)
    const behind = []
    for (let at = element; at !== null; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor)
    const [a, b] = [light(paint(behind)), light(paint([...behind, getComputedStyle(element).color]))]
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  }
  const all = ["h1", "#hint", "#text p", "mark", ".chip .name", ".chip .actor", "#codes .count", "#events q", "#events time",
    "#choices button", "#chosen", "nav h2", "label"]
  return Object.fromEntries(all.map((one) => [one, contrast(one)]))
})()`

inBrowser("the codebook's page", (it) => {
  it.effect("shows what an agent codes within half a second, with its name", () =>
    Effect.gen(function*() {
      const { run, see, tell, text } = yield* opened()
      yield* tell("create_code", { name: "moving" })
      const begun: Record<string, number> = {}
      for (const [index, quote] of quotes.entries()) {
        begun[`s${index + 1}`] = Date.now()
        yield* tell("apply_code", { document: "d1", code: "moving", quote })
      }
      yield* see(`[data-coding="s${quotes.length}"]`)
      assert.match(yield* text("[data-coding=s1]"), /^moving\s+claude/)
      yield* see("mark", "Honestly, the rent.")
      yield* see("#events li.agent", /claude coded “?"?Honestly, the rent\."?”? as moving/)
      const arrived = decodeTimes(yield* run("window.arrived"))
      const lags = Object.entries(begun).map(([id, time]) => (arrived[id] ?? Infinity) - time)
      yield* Effect.log(`from the call to the page: median ${median(lags)} ms, longest ${Math.max(...lags)} ms`)
      assert.isBelow(median(lags), 500)
    }))

  it.effect("lets a person code by the mouse, which the agent's next call knows", () =>
    Effect.gen(function*() {
      const { click, fill, gone, see, select, tell } = yield* opened()
      yield* fill("New code", "money")
      yield* click("Add")
      yield* see("#codes li", "money")
      assert.strictEqual(yield* tell("list_codes"), "c1  money, 0 passages")
      yield* select("the landlord raised it again")
      yield* see("#chosen", "“the landlord raised it again”")
      yield* click("money")
      yield* see("[data-coding=s1]", /money\s+you/)
      assert.strictEqual(
        yield* tell("list_codings", { document: "d1" }),
        "s1  money by local: \"the landlord raised it again\""
      )
      yield* click("Remove money here")
      yield* gone("[data-coding]")
      assert.match(yield* tell("list_codings", { document: "d1" }), /^Nothing of/)
    }))

  it.effect("can be used by the keyboard alone, and reads out what agents do", () =>
    Effect.gen(function*() {
      const { page, press, see, tell, text } = yield* opened()
      yield* tell("create_code", { name: "leaving" })
      yield* see("#codes li", "leaving")
      assert.match(yield* text("#announced"), /claude added the code leaving/)
      yield* Effect.promise(() => page.locator("#text p").nth(1).focus())
      yield* press("Enter")
      yield* see("#choices button:focus", "leaving")
      yield* press("Enter")
      yield* see("[data-coding=s1]", "leaving")
      assert.match(yield* tell("list_codings", { document: "d1" }), /by local: "M: Honestly, the rent\..*no\."$/)
      yield* Effect.promise(() => page.locator("#text p").nth(2).focus())
      yield* press("Enter")
      yield* press("Escape")
      assert.isTrue(yield* Effect.promise(() => page.locator("#coder").isHidden()))
    }))

  it.effect("shows nothing of a preview, and what was confirmed at once", () =>
    Effect.gen(function*() {
      const { count, gone, see, tell } = yield* opened()
      yield* tell("create_code", { name: "work" })
      yield* tell("apply_code", { document: "d1", code: "work", quote: "The school has forty-one children." })
      yield* see("mark", "forty-one children")
      assert.match(yield* tell("delete_code", { code: "work" }), /^PREVIEW, nothing was changed\. .* from 1 passage\./)
      yield* see("#events li", "coded")
      assert.strictEqual(yield* count("mark"), 1)
      yield* tell("delete_code", { code: "work", confirm: true })
      yield* gone("mark")
      yield* see("#events li.agent", "claude deleted the code work")
    }))

  it.effect("closes and opens projects, and the agent's calls go with it", () =>
    Effect.gen(function*() {
      const { click, fill, places, see, tell } = yield* opened()
      yield* tell("create_code", { name: "of the first" })
      yield* see("#codes li", "of the first")
      yield* click("Close project")
      yield* see("#project", "No project is open")
      assert.match(yield* tell("list_codes"), /^NO_PROJECT: /)
      yield* fill("Project file", path.join(places, "second.sqlite"))
      yield* click("Open")
      yield* see("#project", "second.sqlite")
      assert.match(yield* tell("list_codes"), /^There are no codes yet/)
      yield* tell("create_code", { name: "of the second" })
      yield* see("#codes li", "of the second")
    }))

  it.effect("takes markup for text, wherever it comes from", () =>
    Effect.gen(function*() {
      const { count, page, see, tell } = yield* opened()
      const dialogs: Array<string> = []
      page.on("dialog", (dialog) => {
        dialogs.push(dialog.message())
        void dialog.dismiss()
      })
      const name = "<img src=x onerror=alert(1)><b>bold</b>"
      yield* tell("create_code", { name })
      yield* tell("apply_code", { document: "d1", code: name, quote: "Honestly, the rent." })
      yield* see("#codes .name", name)
      yield* see("[data-coding=s1]", name)
      yield* see("#events li", name)
      assert.strictEqual(yield* count("main img, main b, main script"), 0)
      assert.deepStrictEqual(dialogs, [])
    }))

  it.effect("has both codes of a passage that overlaps, and another interview on demand", () =>
    Effect.gen(function*() {
      const { click, count, see, tell, text } = yield* opened()
      for (const name of ["place", "rent"]) yield* tell("create_code", { name })
      yield* tell("apply_code", { document: "d1", code: "place", quote: "a two-room flat above a tram stop" })
      yield* tell("apply_code", {
        document: "d1",
        code: "rent",
        quote: "flat above a tram stop, and when the second child"
      })
      yield* see("mark.several", "flat above a tram stop")
      assert.strictEqual(yield* count("mark"), 3)
      yield* click("Interview 2: Jonas, programmer")
      yield* see("#title", "Jonas")
      assert.strictEqual(yield* count("mark"), 0)
      assert.include(yield* text("#text"), "peeling potatoes")
    }))

  it.effect("says when it has lost the codebook", () =>
    Effect.gen(function*() {
      const { leave, see } = yield* opened({}, /Failed to load resource/)
      yield* leave
      yield* see("#connection[data-lost]", "Not connected")
    }))

  for (const colorScheme of ["light", "dark"] as const) {
    it.effect(`is legible in the ${colorScheme}, and on a narrow screen`, () =>
      Effect.gen(function*() {
        const { click, page, see, select, tell } = yield* opened({ colorScheme })
        for (const [name, quotes] of Object.entries(picture)) {
          yield* tell("create_code", { name })
          for (const quote of quotes) yield* tell("apply_code", { document: "d1", code: name, quote })
        }
        yield* see("mark", "forty-one")
        yield* select("whatever I typed, the answer was no")
        yield* click("housing costs")
        yield* select("I drive to the next town")
        yield* click("being known")
        yield* see(".chip", /being known\s+you/)
        yield* select("Nobody was unkind.")
        yield* see("#chosen", "Nobody was unkind.")
        const shown: unknown = yield* Effect.promise(() => page.evaluate(contrasts))
        for (const [what, contrast] of Object.entries(decodeTimes(shown))) assert.isAtLeast(contrast, 4.5, what)
        const folder = process.env["CODEBOOK_PICTURES"]
        if (folder !== undefined) {
          const image = yield* Effect.promise(() => page.screenshot())
          writeFileSync(path.join(folder, `codebook-${colorScheme}.png`), image)
        }
        yield* Effect.promise(() => page.setViewportSize({ width: 360, height: 740 }))
        const overflow = yield* Effect.promise(() => page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        assert.isAtMost(Number(overflow), 0)
      }))
  }
})
