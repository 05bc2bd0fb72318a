import { assert } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import { McpBridge } from "../../src/index.ts"
import { inBrowser } from "../harness/browser/Browser.ts"
import { ask } from "../harness/http/ask.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { layer } from "../library/app.ts"
import { open } from "./livePage.ts"

const page = HttpServerResponse.html("<h1>The application itself</h1>")

/** An application that shows a page of its own where the live view would be. */
const withPage = Effect.gen(function*() {
  const door = McpBridge.layerHttp({ port: 0, routes: HttpRouter.add("GET", "/", page) })
  const context = yield* Layer.build(Layer.provideMerge(door, layer))
  return Context.get(context, McpBridge.HttpDoor).url ?? ""
})

inBrowser("the live view of an application that embeds the bridge", (it) => {
  it.effect("shows the calls of its own tools, and no Qt application where it drives none", () =>
    Effect.gen(function*() {
      const url = yield* withPage
      assert.include((yield* ask(url)).text, "The application itself")
      yield* ask(`${url}/pause?by=Ada`, { method: "POST" })
      const { click, page, see } = yield* open(`${url}/live`)
      yield* see("#pause-notice", "Paused by Ada")
      yield* click("Resume actions")
      yield* see("#connection", "This server drives no Qt application.")
      assert.isTrue(yield* Effect.promise(() => page.locator("#application").isHidden()))
      const { sdk } = yield* connect2(url, "2026-07-28", "claude")
      yield* adapt(sdk, "2026-07-28", () => "").call("say", { text: "hello" })
      const row = yield* see("#calls li.ok", "say")
      assert.match(yield* Effect.promise(() => row.innerText()), /claude[\s\S]*hello/)
    }))
})
