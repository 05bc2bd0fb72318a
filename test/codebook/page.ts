import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as path from "node:path"
import * as Browser from "../harness/browser/Browser.ts"
import { agent, folder, start } from "./codebook.ts"

const deadline = 10_000

/** Selects the first place of these words on the page, as a person does with the mouse. */
const select = `(quote) => {
  const runs = [...document.querySelectorAll("#text [data-from]")]
  const run = runs.find((one) => one.textContent.includes(quote))
  const at = run.textContent.indexOf(quote)
  const range = document.createRange()
  range.setStart(run.firstChild, at)
  range.setEnd(run.firstChild, at + quote.length)
  getSelection().removeAllRanges()
  getSelection().addRange(range)
  document.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }))
}`

/** Notes when a coding is first on the page, and when the event of it was made, in epoch milliseconds. */
const watchCodings = `(() => {
  window.arrived = {}
  new MutationObserver(() => {
    for (const one of document.querySelectorAll("[data-coding]")) window.arrived[one.dataset.coding] ??= Date.now()
  }).observe(document, { subtree: true, childList: true })
})()`

/** The codebook with its page in front of a person, and an agent that is connected to it. */
export const opened = Effect.fn("codebook.opened")(function*(
  options: Parameters<typeof Browser.newPage>[0] = {},
  mayFail = /^$/
) {
  const places = yield* folder
  const codebook = yield* start(path.join(places, "first.sqlite"))
  const { faults, page } = yield* Browser.newPage({ viewport: { width: 1440, height: 900 }, ...options })
  yield* Effect.promise(() => page.addInitScript(watchCodings))
  yield* Effect.promise(() => page.goto(`${codebook.url}/`))
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => assert.deepStrictEqual(faults.filter((fault) => !mayFail.test(fault)), []))
  )

  const see = (selector: string, text: string | RegExp = "") =>
    Effect.promise(() => page.locator(selector).filter({ hasText: text }).first().waitFor({ timeout: deadline }))
  yield* see("#events li", "opened")

  return {
    ...codebook,
    ...(yield* agent(codebook.url)),
    places,
    page,
    see,
    gone: (selector: string, text: string | RegExp = "") =>
      Effect.promise(() =>
        page.locator(selector).filter({ hasText: text }).first().waitFor({ state: "detached", timeout: deadline })
      ),
    count: (selector: string) => Effect.promise(() => page.locator(selector).count()),
    text: (selector: string) => Effect.promise(() => page.locator(selector).first().innerText({ timeout: deadline })),
    click: (name: string | RegExp) =>
      Effect.promise(() => page.getByRole("button", { name, exact: true }).click({ timeout: deadline })),
    fill: (label: string, value: string) =>
      Effect.promise(() => page.getByLabel(label, { exact: true }).fill(value, { timeout: deadline })),
    press: (key: string) => Effect.promise(() => page.keyboard.press(key)),
    select: (quote: string) => Effect.promise(() => page.evaluate(`(${select})(${JSON.stringify(quote)})`)),
    run: (script: string): Effect.Effect<unknown> => Effect.promise(() => page.evaluate(script))
  }
})
