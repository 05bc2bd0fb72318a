import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { inBrowser } from "../harness/browser/Browser.ts"
import { ask, at } from "../harness/http/ask.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { open } from "./livePage.ts"

const revision = "2025-11-25"

const watched = Effect.fnUntraced(function*(args: ReadonlyArray<string> = []) {
  const gateway = yield* Gateway.open(["--demo", "--mode", "agent", "--x11-input", "off", ...args])
  const live = yield* open(gateway.url)
  const { sdk } = yield* connect2(gateway.url, revision, "claude-test")
  return { ...live, gateway, agent: adapt(sdk, revision, gateway.stderr) }
})

const submit = { steps: [{ do: "click", target: "Submit" }] }

inBrowser("a person who pauses on the live view", (it) => {
  it.effect("holds the next action and no look, and lets it go on, by the keyboard alone", () =>
    Effect.gen(function*() {
      const { agent, focus, gateway, press, see } = yield* watched()
      yield* agent.call("ui_snapshot")
      yield* press("Tab")
      assert.strictEqual(yield* focus, "Skip to the calls")
      yield* press("Tab")
      assert.strictEqual(yield* focus, "Pause actions")
      yield* press("Enter")
      yield* see("#banner", /Paused by live view at .* The next action of every agent waits/)
      assert.strictEqual(yield* focus, "Resume actions")

      const held = yield* Effect.forkChild(agent.call("ui_act", submit))
      yield* see("#calls li.held", "held: it waits for a person")
      const { content: [seen] } = yield* agent.call("ui_snapshot")
      assert.notInclude(seen?.text ?? "", "Submitted")
      assert.isUndefined(held.pollUnsafe())
      const { json } = yield* ask(gateway.url)
      assert.deepStrictEqual([at(json, "pause", "paused"), at(json, "pause", "by")], [true, "live view"])

      yield* press("Enter")
      const { content: [done], isError } = yield* Fiber.join(held)
      assert.deepStrictEqual([isError ?? false, /Submitted/.test(done?.text ?? "")], [false, true])
      yield* see("#announcer", "Resumed by live view.")
      yield* see("#calls li.ok", "Submitted")
      assert.strictEqual(yield* focus, "Pause actions")
    }))

  it.effect("is who the agent is told of, when its call cannot wait any longer", () =>
    Effect.gen(function*() {
      const { agent, click, gateway, see } = yield* watched(["--call-timeout", "1s"])
      yield* agent.call("ui_snapshot")
      yield* click("Pause actions")
      yield* see("#pause-notice", "Paused by live view")
      const { content: [answer], isError } = yield* agent.call("ui_act", submit)
      assert.isTrue(isError)
      assert.match(
        answer?.text ?? "",
        /^Paused: a person \(live view\) holds all actions .* held for 1 s, and nothing of it was done/
      )
      yield* see("#calls li.failed", "Paused: a person (live view)")
      const { content: [seen] } = yield* agent.call("ui_snapshot")
      assert.notInclude(seen?.text ?? "", "Submitted")
      // Whoever resumes, all see it.
      yield* ask(`${gateway.url}/resume?by=Ada`, { method: "POST" })
      yield* see("#announcer", "Resumed by Ada.")
      yield* see("#pause", "Pause actions")
    }))
})
