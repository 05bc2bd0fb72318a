import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { inBrowser, newPage } from "../harness/browser/Browser.ts"
import { ask, at, textAt } from "../harness/http/ask.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { watch } from "../harness/http/Watcher.ts"
import { until } from "../harness/mcp/until.ts"
import { onPage, open } from "./livePage.ts"

const token = "0123456789abcdef-the-token"

const locked = Gateway.open(["--demo", "--mode", "agent", "--token", token])

/** The links that have been printed so far. */
const links = (stderr: string): ReadonlyArray<string> =>
  [...stderr.matchAll(/^qtmcp: live view: (\S+) /gm)].map(([, link = ""]) => link)

const linkNumber = (gateway: Gateway.Gateway, number: number) =>
  until(`login link ${number}`, () => links(gateway.stderr())[number - 1], gateway.stderr)

/** The cookie of a login with this link. */
const login = Effect.fnUntraced(function*(link: string) {
  const { headers, status } = yield* ask(link, { redirect: "manual" })
  assert.strictEqual(status, 303)
  const cookie = headers.get("set-cookie") ?? ""
  return { cookie: cookie.split(";")[0] ?? "", attributes: cookie }
})

inBrowser("a stranger", (it) => {
  it.effect("gets in by a link, once, and stays without the token", () =>
    Effect.gen(function*() {
      const gateway = yield* locked
      const { page } = yield* newPage()
      const refused = yield* Effect.promise(() => page.goto(gateway.url))
      assert.strictEqual(refused?.status(), 401)
      yield* onPage({ page, faults: [] }).see("h1", "A login is needed")
      assert.notInclude(yield* Effect.promise(() => page.content()), token)

      const link = yield* linkNumber(gateway, 1)
      const live = yield* open(link)
      assert.strictEqual(live.page.url(), `${gateway.url}/`)
      yield* live.click("Connect to the application")
      yield* live.see("#caption", "Demo Application")
      yield* live.click("Pause actions")
      yield* live.see("#pause-notice", "Paused by live view")
      const cookies = yield* Effect.promise(() => live.page.context().cookies())
      assert.strictEqual(cookies.length, 1)
      assert.deepInclude(cookies[0], { httpOnly: true, sameSite: "Strict", path: "/" })
      assert.notInclude(JSON.stringify(cookies), token)

      const again = yield* Effect.promise(() => page.goto(link))
      assert.strictEqual(again?.status(), 403)
      yield* onPage({ page, faults: [] }).see("h1", "This link does not work")
      assert.notStrictEqual(yield* linkNumber(gateway, 2), link)
      assert.notInclude(gateway.stderr(), token)
    }))

  it.effect("with the token gets a link; who only looks at one does not use it up", () =>
    Effect.gen(function*() {
      const gateway = yield* locked
      const refused = yield* ask(`${gateway.url}/login-links`, { method: "POST" })
      assert.strictEqual(refused.status, 401)
      const headers = { authorization: `Bearer ${token}` }
      const { json } = yield* ask(`${gateway.url}/login-links`, { method: "POST", headers })
      const link = textAt(json, "url")
      assert.isAbove(Date.parse(textAt(json, "expires")), Date.now() + 3_000_000)
      assert.isTrue(link.startsWith(`${gateway.url}/login/`))
      assert.strictEqual((yield* ask(link, { method: "HEAD", redirect: "manual" })).status, 403)
      yield* open(link)
      assert.strictEqual((yield* ask(link, { redirect: "manual" })).status, 403)
      assert.strictEqual((yield* ask(`${gateway.url}/login/nothing`, { redirect: "manual" })).status, 403)
    }))

  it.effect("gets a link that works here, where the server listens on all addresses", () =>
    Effect.gen(function*() {
      const gateway = yield* Gateway.open(["--demo", "--mode", "agent", "--token", token], { http: "0.0.0.0:0" })
      const link = yield* linkNumber(gateway, 1)
      assert.isTrue(link.startsWith(`http://localhost:${gateway.port}/login/`))
      const { see } = yield* open(link)
      yield* see("#connection", "Not connected yet.")
    }))

  it.effect("does nothing with the login of a person who visits another page", () =>
    Effect.gen(function*() {
      const gateway = yield* locked
      const { attributes, cookie } = yield* login(yield* linkNumber(gateway, 1))
      assert.match(attributes, /Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/i)
      const pause = (headers: Record<string, string>) =>
        Effect.map(ask(`${gateway.url}/pause`, { method: "POST", headers: { cookie, ...headers } }), ({ status }) =>
          status)
      const neighbour = `http://localhost:${gateway.port + 1}`
      assert.strictEqual(yield* pause({}), 403)
      assert.strictEqual(yield* pause({ origin: neighbour }), 403)
      assert.strictEqual(yield* pause({ origin: "null" }), 403)
      assert.strictEqual(yield* pause({ origin: gateway.url.replace("127.0.0.1", "localhost") }), 403)
      const look = (headers: Record<string, string>) =>
        Effect.map(
          ask(`${gateway.url}/`, { headers: { cookie, ...headers } }),
          ({ json, status }) => ({ json, status })
        )
      assert.strictEqual((yield* look({ origin: neighbour })).status, 403)
      assert.strictEqual((yield* look({ "sec-fetch-site": "same-site" })).status, 403)
      assert.strictEqual(at((yield* look({})).json, "pause", "paused"), false)
      const bus = `${gateway.url.replace("http", "ws")}/ws`
      for (const headers of [{ cookie }, { cookie, origin: neighbour }]) {
        assert.deepStrictEqual(yield* Effect.flip(watch(bus, headers)), { status: 403 })
      }
      yield* watch(bus, { cookie, origin: gateway.url })
      assert.strictEqual(yield* pause({ origin: gateway.url }), 200)
      assert.strictEqual((yield* look({ cookie: `${cookie}x` })).status, 401)
    }))

  it.effect("of another origin is refused by the browser and by the server", () =>
    Effect.gen(function*() {
      const gateway = yield* Gateway.open(["--demo", "--mode", "agent"])
      const { page } = yield* newPage()
      yield* Effect.promise(() =>
        page.route("http://stranger.example/**", (route) =>
          route.fulfill({ contentType: "text/html", body: "<h1>Hello</h1>" }))
      )
      yield* Effect.promise(() =>
        page.goto("http://stranger.example/")
      )
      const outcome: unknown = yield* Effect.promise(() =>
        page.evaluate(`Promise.all([
          fetch("${gateway.url}/", { method: "GET" }).then(() => "read", () => "refused"),
          fetch("${gateway.url}/pause", { method: "POST", mode: "no-cors" }).then(() => "sent", () => "refused"),
          new Promise((done) => {
            const socket = new WebSocket("${gateway.url.replace("http", "ws")}/ws")
            socket.onopen = () => done("open")
            socket.onerror = () => done("refused")
          })
        ])`)
      )
      assert.isTrue(Array.isArray(outcome))
      assert.deepStrictEqual(Array.isArray(outcome) ? [outcome[0], outcome[2]] : [], ["refused", "refused"])
      const { json } = yield* ask(gateway.url)
      assert.strictEqual(at(json, "pause", "paused"), false)
      const { status } = yield* ask(`${gateway.url}/pause`, {
        method: "POST",
        headers: { origin: "http://stranger.example" }
      })
      assert.strictEqual(status, 403)
    }))
})
