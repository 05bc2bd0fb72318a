import { assert, describe, it } from "@effect/vitest"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import { Events, McpBridge } from "../../src/index.ts"
import { ask } from "../harness/http/ask.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { until } from "../harness/mcp/until.ts"
import { layer, serve } from "./app.ts"

const refused = (url: string) => Effect.exit(Effect.tryPromise(() => fetch(`${url}/health`)))

const portOf = (url: string): number => Number(new URL(url).port)

/** What is logged while the effect runs. */
const logged = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const lines: Array<string> = []
    const logger = Logger.make<unknown, void>(({ logLevel, message }) => void lines.push(`${logLevel} ${message}`))
    return Effect.map(Effect.provide(effect, Logger.layer([logger])), (value) => ({ value, lines }))
  })

describe("the doors of an application", () => {
  it.live("are 127.0.0.1:8765 or as the configuration says; options beat it", () =>
    Effect.gen(function*() {
      const taken = yield* serve()
      const port = String(portOf(taken.url))
      const config = ConfigProvider.layer(
        ConfigProvider.fromUnknown({ MCP_HTTP_PORT: port, MCP_HTTP_HOST: "localhost" })
      )
      const { lines } = yield* logged(Effect.provide(serve({}), config))
      assert.deepStrictEqual(lines, [
        `Warn Nothing is served on localhost:${port}: another program listens there already; end it, or take another port (0 takes a free one). The application runs on without.`
      ])
      const { url } = yield* Effect.provide(serve({ port: 0, host: "127.0.0.1" }), config)
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
    }))

  it.live("a port that makes no sense is an error of the configuration", () =>
    Effect.gen(function*() {
      const config = ConfigProvider.layer(ConfigProvider.fromUnknown({ MCP_HTTP_PORT: "many" }))
      const error = yield* Effect.flip(Effect.provide(serve({}), config))
      assert.strictEqual(error._tag, "ConfigError")
      assert.include(error.message, "MCP_HTTP_PORT")
    }))

  it.live("a busy port costs the application its door and nothing else", () =>
    Effect.gen(function*() {
      const first = yield* serve()
      const { lines, value: second } = yield* logged(serve({ port: portOf(first.url) }))
      assert.strictEqual(second.url, "shut")
      assert.match(lines.join(), /^Warn Nothing is served on 127\.0\.0\.1:\d+: another program listens there already;/)
      yield* second.app.say("I run")
      assert.strictEqual((yield* second.events.page({ topic: "app" })).events.length, 1)
      assert.strictEqual((yield* ask(`${first.url}/health`)).status, 200)
    }))

  it.live("or a free one is taken, where the application wants that", () =>
    Effect.gen(function*() {
      const first = yield* serve()
      const { lines, value: second } = yield* logged(serve({ port: portOf(first.url), orFree: true }))
      assert.notStrictEqual(second.url, first.url)
      assert.include(lines.join(), `It is ${second.url} instead.`)
      const { sdk } = yield* connect2(second.url, "2026-07-28")
      assert.isFalse((yield* Effect.promise(() => sdk.callTool({ name: "store_name" }))).isError ?? false)
    }))

  it.live("close with the application, and what is under way with them", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const { app, url } = yield* serve().pipe(Scope.provide(scope))
      const { sdk } = yield* connect2(url, "2026-07-28")
      const call = yield* Effect.forkChild(Effect.exit(Effect.tryPromise(() => sdk.callTool({ name: "slow" }))))
      yield* Deferred.await(app.begun)
      yield* Scope.close(scope, Exit.void)
      assert.isTrue(Exit.isFailure(yield* refused(url)))
      assert.isTrue(Exit.isFailure(yield* Fiber.join(call)))
      assert.deepStrictEqual(app.log, ["slow was interrupted"])
    }))

  it.live("let other machines in with a token alone", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(serve({ host: "0.0.0.0", port: 0 }))
      assert.strictEqual(error._tag, "TokenMissing")
      const { url } = yield* serve({ host: "127.0.0.1", port: 0, token: Redacted.make("the-secret") })
      assert.strictEqual((yield* ask(`${url}/tools`)).status, 401)
      const headers = { authorization: "Bearer the-secret" }
      assert.strictEqual((yield* ask(`${url}/tools`, { headers })).status, 200)
    }))

  it.live("let a person's browser in by a link, told in the log or as the application likes, and by no token", () =>
    Effect.gen(function*() {
      const token = Redacted.make("the-secret")
      const { lines, value: { url } } = yield* logged(serve({ port: 0, token }))
      const link = yield* until("a link", () => /http:\S+/.exec(lines.join())?.[0])
      assert.deepStrictEqual(lines, [`Info live view: ${link} (lets one browser in, once)`])
      assert.match(link, new RegExp(`^${url}/login/[\\w-]+$`))
      const { headers, status } = yield* ask(link, { redirect: "manual" })
      assert.strictEqual(status, 303)
      const cookie = headers.get("set-cookie")?.split(";")[0] ?? ""
      assert.strictEqual((yield* ask(`${url}/tools`, { headers: { cookie } })).status, 200)

      const told: Array<string> = []
      const announceLogin = (link: string) => Effect.sync(() => void told.push(link))
      const quiet = yield* logged(serve({ port: 0, token, announceLogin }))
      const first = yield* until("a link", () => told[0])
      yield* ask(first, { redirect: "manual" })
      assert.notStrictEqual(yield* until("another link", () => told[1]), first)
      assert.deepStrictEqual(quiet.lines, [])
    }))

  it.live("have the application's own routes, behind the same checks, and each in the place of what was there", () =>
    Effect.gen(function*() {
      const page = HttpServerResponse.text("the page of the application")
      const topics = Effect.gen(function*() {
        const events = yield* Events
        return HttpServerResponse.jsonUnsafe(yield* events.page())
      })
      const routes = Layer.mergeAll(HttpRouter.add("GET", "/", page), HttpRouter.add("GET", "/own/events", topics))
      const door = McpBridge.layerHttp({ port: 0, routes })
      const context = yield* Layer.build(Layer.provideMerge(door, layer))
      const url = Context.get(context, McpBridge.HttpDoor).url ?? ""
      assert.strictEqual((yield* ask(`${url}/`)).text, "the page of the application")
      assert.strictEqual((yield* ask(`${url}/own/events`)).status, 200)
      assert.strictEqual((yield* ask(`${url}/tools`)).status, 200)
      assert.strictEqual((yield* ask(`${url}/health`)).text, "{\"status\":\"ok\",\"backend\":\"none\"}")
      const foreign = yield* ask(`${url}/own/events`, { headers: { origin: "https://example.org" } })
      assert.strictEqual(foreign.status, 403)
    }))
})
