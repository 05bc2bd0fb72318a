import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { inBrowser } from "../harness/browser/Browser.ts"
import { ask } from "../harness/http/ask.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { open } from "./livePage.ts"

const picture = fileURLToPath(new URL("../../docs/live.png", import.meta.url))

inBrowser("the picture of the live view in the docs", (it) => {
  it.effect("shows an agent at work and a person who holds it; QTMCP_PICTURES=1 writes it anew", () =>
    Effect.gen(function*() {
      const gateway = yield* Gateway.open(["--demo", "--mode", "agent", "--x11-input", "off"])
      const { click, page, see } = yield* open(gateway.url, { viewport: { width: 1280, height: 900 } })
      const { sdk } = yield* connect2(gateway.url, "2025-11-25", "claude")
      const agent = adapt(sdk, "2025-11-25", gateway.stderr)
      yield* agent.call("ui_snapshot")
      const wait = { tool: "ui_wait", arguments: { for: "text", target: "done", timeout: 40_000 } }
      yield* ask(`${gateway.url}/tasks`, { json: wait })
      yield* see("#tasks li .what", "still running after 2 s")
      yield* agent.call("ui_act", {
        steps: [
          { do: "fill", target: "Name", value: "Ada Lovelace" },
          { do: "select", target: "Country", value: "Germany" },
          { do: "check", target: "Subscribe to newsletter" },
          { do: "click", target: "Submit" }
        ]
      })
      yield* see("#caption", "Marked: click by claude")
      yield* see(".mark", "click")
      yield* see("#outline", "Submitted: Ada Lovelace")
      yield* click("Pause actions")
      const held = yield* Effect.forkChild(agent.call("ui_act", { steps: [{ do: "click", target: "Clear" }] }))
      yield* see("#calls li.held", "held: it waits for a person")
      const taken = yield* Effect.promise(() => page.screenshot())
      assert.isAbove(taken.length, 20_000)
      if (process.env["QTMCP_PICTURES"] === "1") writeFileSync(picture, taken)
      yield* Fiber.interrupt(held)
    }))
})
