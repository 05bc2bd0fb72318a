import { describe, it, layer, type Vitest } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { accessSync, constants } from "node:fs"
import * as path from "node:path"
import { type Browser as Chromium, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { vi } from "vitest"

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser of this machine: `QTMCP_CHROMIUM`, or what a shell finds. */
export const program = (): string | undefined =>
  (process.env["QTMCP_CHROMIUM"] || undefined)
    ?? (process.env["PATH"] ?? "").split(path.delimiter)
      .flatMap((folder) => names.map((name) => path.join(folder, name)))
      .find(isProgram)

const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
]

/** Chromium with a profile of its own, one for a suite. */
export class Browser extends Context.Service<Browser, Chromium>()("qtmcp/test/Browser") {
  static readonly layer = Layer.effect(
    Browser,
    Effect.acquireRelease(
      Effect.promise(() => chromium.launch({ executablePath: program() ?? "", args })),
      (browser) => Effect.promise(() => browser.close())
    )
  )
}

type Suite = (it: Vitest.MethodsNonLive<Browser>) => void

/** A suite that needs a browser. Without one it says that it is left out, and why. */
export const inBrowser = (name: string, suite: Suite): void => {
  if (program() !== undefined) {
    // A browser may take its time on a machine that is busy.
    vi.setConfig({ testTimeout: 60_000 })
    return layer(Browser.layer, { excludeTestServices: true, timeout: "30 seconds" })(name, suite)
  }
  describe(name, () => {
    it("is left out: there is no Chromium on this machine", () => {
      process.stderr.write(`LEFT OUT: ${name}: no chromium in PATH, and QTMCP_CHROMIUM names none\n`)
    })
  })
}

/** A page, and what went wrong on it: errors of its scripts, of the console and of its policy. */
export interface Opened {
  readonly page: Page
  readonly faults: ReadonlyArray<string>
}

/** A page of a fresh profile, closed with the scope. */
export const newPage = Effect.fn("Browser.newPage")(function*(options: BrowserContextOptions = {}) {
  const browser = yield* Browser
  const context = yield* Effect.acquireRelease(
    Effect.promise(() => browser.newContext({ viewport: { width: 1280, height: 960 }, ...options })),
    (opened) => Effect.promise(() => opened.close())
  )
  const page = yield* Effect.promise(() => context.newPage())
  const faults: Array<string> = []
  page.on("pageerror", ({ message }) => void faults.push(message))
  page.on("console", (said) => {
    if (said.type() === "error" || said.type() === "warning") faults.push(`${said.type()}: ${said.text()}`)
  })
  const opened: Opened = { page, faults }
  return opened
})
