import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { inBrowser } from "../harness/browser/Browser.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { serve } from "../library/app.ts"
import { open } from "./livePage.ts"

inBrowser("the live view of an application that embeds the bridge", (it) => {
  it.effect("shows the calls of its own tools, and no Qt application where it drives none", () =>
    Effect.gen(function*() {
      const { url } = yield* serve()
      const { page, see } = yield* open(`${url}/live`)
      yield* see("#connection", "This server drives no Qt application.")
      assert.isTrue(yield* Effect.promise(() => page.locator("#application").isHidden()))
      const { sdk } = yield* connect2(url, "2026-07-28", "claude")
      yield* adapt(sdk, "2026-07-28", () => "").call("say", { text: "hello" })
      const row = yield* see("#calls li.ok", "say")
      assert.match(yield* Effect.promise(() => row.innerText()), /claude[\s\S]*hello/)
    }))
})
