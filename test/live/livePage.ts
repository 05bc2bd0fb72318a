import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Locator, Page } from "playwright-core"
import * as Browser from "../harness/browser/Browser.ts"

/** What a person sees on the live view. */
export interface LivePage {
  readonly page: Page
  readonly faults: ReadonlyArray<string>
  /** Waits until an element is there and shows this. */
  readonly see: (selector: string, text: string | RegExp) => Effect.Effect<Locator>
  /** What an element shows now. */
  readonly text: (selector: string) => Effect.Effect<string>
  readonly click: (name: string | RegExp) => Effect.Effect<void>
  readonly press: (key: string) => Effect.Effect<void>
  /** The accessible name of what has the focus. */
  readonly focus: Effect.Effect<string>
}

const deadline = 10_000

export const onPage = ({ faults, page }: Browser.Opened): LivePage => ({
  page,
  faults,
  see: (selector, text) =>
    Effect.promise(async () => {
      const found = page.locator(selector).filter({ hasText: text }).first()
      await found.waitFor({ timeout: deadline })
      return found
    }),
  text: (selector) => Effect.promise(() => page.locator(selector).first().innerText({ timeout: deadline })),
  click: (name) => Effect.promise(() => page.getByRole("button", { name }).click({ timeout: deadline })),
  press: (key) => Effect.promise(() => page.keyboard.press(key)),
  focus: Effect.promise(async () =>
    String(
      await page.evaluate(
        "(() => { const at = document.activeElement; return at.getAttribute('aria-label') || at.innerText || at.id })()"
      )
    )
  )
})

/** Opens the live view, and waits until it hears the events. Nothing may have gone wrong on it at the end. */
export const open = Effect.fn("live.open")(
  function*(url: string, options: Parameters<typeof Browser.newPage>[0] = {}, mayFail = /^$/) {
    const opened = yield* Browser.newPage(options)
    yield* Effect.promise(() => opened.page.goto(url))
    const live = onPage(opened)
    yield* live.see("#link", "Live")
    yield* Effect.addFinalizer(() =>
      Effect.sync(() => assert.deepStrictEqual(opened.faults.filter((fault) => !mayFail.test(fault)), []))
    )
    return live
  }
)
