import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { inBrowser } from "../harness/browser/Browser.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { open } from "./livePage.ts"

const revision = "2025-11-25"

/** The gateway on its demo application, an agent on it, and the live view in front of a person. */
const watched = Effect.fnUntraced(function*(args: ReadonlyArray<string> = [], name = "claude-test") {
  const gateway = yield* Gateway.open(["--demo", "--mode", "agent,native", "--x11-input", "off", ...args])
  const live = yield* open(gateway.url)
  const { sdk } = yield* connect2(gateway.url, revision, name)
  const agent = adapt(sdk, revision, gateway.stderr)
  return { ...live, gateway, agent }
})

const median = (all: ReadonlyArray<number>): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN

inBrowser("what an agent does is seen on the live view", (it) => {
  it.effect("within half a second, with who, what and how it ended, and not later than the agent has its answer", () =>
    Effect.gen(function*() {
      const { agent, page, see } = yield* watched()
      const answered: Array<number> = []
      for (let call = 0; call < 9; call += 1) {
        yield* agent.call(call % 2 === 0 ? "ui_snapshot" : "qt_ping")
        answered.push(Date.now())
      }
      yield* agent.call("qt_properties_get", { objectId: "nothing", name: "text" })
      const failed = yield* see("#calls li.failed", "qt_properties_get")
      assert.match(yield* Effect.promise(() => failed.innerText()), /claude-test[\s\S]*failed in \d/)
      const first = yield* Effect.promise(() => page.locator("#calls li").last().innerText())
      assert.match(first, /claude-test\s+ui_snapshot\s+done in [\d.]+ m?s\s+window Demo Application/)

      const rows: unknown = yield* Effect.promise(() =>
        page.evaluate(
          "[...document.querySelectorAll('#calls li.ok')].map((row) => [+row.dataset.lag, +row.dataset.endLag])"
        )
      )
      const lags = Array.isArray(rows) ? rows.flat().map(Number) : []
      assert.strictEqual(lags.length, 18)
      yield* Effect.log(`event to page: median ${median(lags)} ms, longest ${Math.max(...lags)} ms`)
      assert.isBelow(median(lags), 500)

      const times: unknown = yield* Effect.promise(() =>
        page.evaluate("[...document.querySelectorAll('#calls li.ok')].map((row) => row.dataset.ended).reverse()")
      )
      const ended = Array.isArray(times) ? times.map((time) => Date.parse(String(time))) : []
      assert.strictEqual(ended.length, answered.length)
      for (const [index, time] of ended.entries()) assert.isAtMost(time, answered[index] ?? 0)
    }))

  it.effect("in the picture, with a mark where it acted, and in the outline", () =>
    Effect.gen(function*() {
      const { agent, page, see, text } = yield* watched()
      yield* agent.call("ui_snapshot")
      yield* see("#caption", /^Demo Application, at /)
      const before = yield* Effect.promise(() => page.locator("#picture").getAttribute("src"))
      yield* agent.call("ui_act", {
        steps: [{ do: "fill", target: "Name", value: "Ada" }, { do: "click", target: "Submit" }]
      })
      yield* see("#caption", "Marked: click by claude-test")
      yield* see(".mark", "click")
      const place: unknown = yield* Effect.promise(() =>
        page.evaluate(
          "(({ style }) => [parseFloat(style.left), parseFloat(style.top)])([...document.querySelectorAll('.mark')].at(-1))"
        )
      )
      const [left, top] = Array.isArray(place) ? place.map(Number) : []
      // Per cent of the window of the demo application: the button Submit stands there.
      assert.closeTo(left ?? 0, 15.4, 2)
      assert.closeTo(top ?? 0, 64.5, 2)
      yield* see("#outline", "Submitted: Ada")
      assert.match(yield* text("#outline"), /^window Demo Application; focus e\d+\nmenubar File/)
      const after = yield* Effect.promise(() => page.locator("#picture").getAttribute("src"))
      assert.notStrictEqual(after, before)
      assert.match(after ?? "", /^data:image\/png;base64,/)
    }))

  it.effect("as text, whatever it says: markup in names, values and titles makes no element", () =>
    Effect.gen(function*() {
      const { agent, page, see } = yield* watched([], "<b>agent</b>")
      const evil = "<img src=x onerror=\"document.title='bad'\"><b>bold</b>"
      yield* agent.call("ui_act", {
        steps: [{ do: "fill", target: "Name", value: evil }, { do: "click", target: "Submit" }]
      })
      yield* agent.call("qt_properties_set", { objectId: "submitButton", name: "text", value: evil })
      yield* agent.call("ui_find", { text: evil })
      yield* see("#calls li.ok .text", "onerror")
      yield* see("#calls li.ok .what", "<b>bold</b>")
      yield* see("#outline", "onerror")
      yield* see("#calls .actor", "<b>agent</b>")
      const found: unknown = yield* Effect.promise(() =>
        page.evaluate(
          "[document.querySelectorAll('main img').length, document.querySelectorAll('main b').length, document.title]"
        )
      )
      assert.deepStrictEqual(found, [1, 0, "qtmcp live view"])
    }))

  it.effect("as tasks with their progress, which a person cancels with the keyboard", () =>
    Effect.gen(function*() {
      const { agent, focus, page, press, see } = yield* watched(["--caps", "tasks"])
      yield* see("#no-tasks", "None")
      yield* agent.call("task_start", { tool: "ui_wait", arguments: { for: "text", target: "never", timeout: 40_000 } })
      const row = yield* see("#tasks li.running", "ui_wait")
      const told = yield* Effect.promise(() => row.innerText())
      const id = /task-[\da-f]{8}/.exec(told)?.[0] ?? ""
      assert.include(told, "claude-test")
      yield* see("#tasks li .what", /still running after 2 s/)
      const button = page.getByRole("button", { name: `Cancel ui_wait, ${id}` })
      yield* Effect.promise(() => button.focus())
      yield* press("Enter")
      yield* see("#tasks li.stopped", id)
      yield* see("#announcer", `${id} is cancelled.`)
      // The button is gone, and who used it is not thrown back to the beginning.
      assert.include(yield* focus, id)
      const { content } = yield* agent.call("task_status", { task_id: id })
      assert.match(JSON.stringify(content), /stopped/)
    }))
})
