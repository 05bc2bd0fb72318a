import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { inBrowser } from "../harness/browser/Browser.ts"
import { ask } from "../harness/http/ask.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { liveHost } from "../harness/http/liveHost.ts"
import { open } from "./livePage.ts"

const act = (url: string) =>
  ask(`${url}/tools/ui_act`, { json: { arguments: { steps: [{ do: "click", target: "Submit" }] } } })

inBrowser("when something is wrong, the live view", (it) => {
  it.effect("says that it is old when the server is gone, and goes on by itself when there is one again", () =>
    Effect.gen(function*() {
      const args = ["--demo", "--mode", "agent"]
      const first = yield* Gateway.open(args)
      yield* ask(`${first.url}/tools/ui_snapshot`, { json: {} })
      // The browser itself complains of the server that is gone.
      const live = yield* open(first.url, {}, /ERR_CONNECTION_REFUSED|WebSocket connection to/)
      yield* live.see("#calls li.ok", "ui_snapshot")
      yield* live.see("#outline", "button Submit")
      first.signal("SIGKILL")
      yield* live.see("#link", /^Old since \d/)
      yield* live.see("#stale-notice", "The server does not answer. What is shown is old")
      yield* live.see("#caption", "The picture is an old one.")
      assert.include(yield* live.text("#outline"), "button Submit")
      const second = yield* Gateway.open(args, { http: String(first.port) })
      yield* live.see("#link", "Live")
      yield* live.see("#calls li.missed", "The server was started anew.")
      assert.isTrue(yield* Effect.promise(() => live.page.locator("#stale-notice").isHidden()))
      yield* ask(`${second.url}/tools/ui_find`, { json: { arguments: { text: "Submit" } } })
      yield* live.see("#calls li.ok", "ui_find")
    }))

  it.effect("tells what a blocked application waits for, and asks it nothing until it answers", () =>
    Effect.gen(function*() {
      const { demo, url } = yield* liveHost({ mode: ["agent", "native"] })
      yield* act(url)
      const live = yield* open(url, {}, /503/)
      yield* live.see("#caption", "Demo Application, at")
      const opening = { arguments: { objectId: "nameEdit", sequence: "F1" } }
      const stuck = yield* Effect.forkChild(ask(`${url}/tools/qt_ui_sendKeys`, { json: opening }))
      yield* live.see(
        "#connection-notice",
        /is blocked: it has answered nothing since qt\.ui\.sendKeys.* Close the dialog/
      )
      const asked = (yield* demo.requests).length
      yield* live.click("Refresh")
      yield* live.see("#caption", "The picture is an old one.")
      const since = (yield* demo.requests).slice(asked).map(({ method }) => method)
      assert.notInclude(since, "cu.screenshot")
      assert.notInclude(since, "chr.readPage")
      // A person closes the dialog in the application.
      yield* demo.closeDialog
      yield* live.see("#connection", "Connected to")
      yield* live.see("#caption", /^Demo Application, at/)
      yield* Fiber.join(stuck)
    }))

  it.effect("says why there is no application and what to do, and shows it when there is one", () =>
    Effect.gen(function*() {
      const { demo, url } = yield* liveHost({ mode: ["agent"], wsUrl: "ws://127.0.0.1:1" })
      const live = yield* open(url, {}, /503/)
      yield* live.click("Connect to the application")
      yield* live.see("#connection", "No connection: ")
      yield* live.see("#connection-notice", "Start the application with the probe loaded. The next call tries again.")
      yield* live.see("#announcer", "ws://127.0.0.1:1")
      assert.isTrue(yield* Effect.promise(() => live.page.locator("#connect").isVisible()))
      yield* ask(`${url}/tools/qtmcp_connect`, { json: { arguments: { url: demo.url } } })
      yield* live.see("#connection", "Connected to")
      yield* live.see("#caption", "Demo Application, at")
    }))
})
