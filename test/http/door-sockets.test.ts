import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { defaults, type Limits } from "../../src/layers/http/door/limits.ts"
import { type HttpOptions, listenMcp } from "../../src/layers/HttpHost.ts"
import * as fixture from "../conformance/fixture/program.ts"
import { raw, statusOf } from "../harness/http/raw.ts"
import { initialize, post } from "../harness/http/rpc.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const token = "0123456789abcdef"

const serve = (options: Partial<Omit<HttpOptions, "limits">> & { readonly limits?: Partial<Limits> } = {}) =>
  listenMcp({
    address: { host: "127.0.0.1", port: 0 },
    token: undefined,
    ...options,
    limits: { ...defaults, ...options.limits }
  }).pipe(
    Effect.map((url) => ({ url: `${url}/mcp`, port: Number(new URL(url).port) })),
    Effect.provide(fixture.layer)
  )

/** What a request that is let in is answered with here: there is no session. */
const letIn = 400

const accept = "text/event-stream"
const upgrade = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "x" }

describe("through a socket the door", () => {
  it.live("lets in every spelling of this machine, and no other Host", () =>
    Effect.gen(function*() {
      const { port } = yield* serve()
      for (const host of ["localhost", "LOCALHOST", "127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]"]) {
        assert.strictEqual(yield* statusOf(port, { host: `${host}:${port}`, accept }), letIn, host)
      }
      for (const host of ["evil.example", `evil.example:${port}`, "localhost.evil.example", "127.0.0.1.evil.example"]) {
        assert.strictEqual(yield* statusOf(port, { host, accept }), 403, host)
      }
      assert.strictEqual(yield* statusOf(port, { accept }), 400)
    }))

  it.live("is not fooled by a whole address in the request line", () =>
    Effect.gen(function*() {
      const { port } = yield* serve()
      const path = "http://evil.example/mcp"
      assert.strictEqual(yield* statusOf(port, { host: "localhost", accept }, { path }), 403)
    }))

  it.live("lets in pages of this machine, and no others", () =>
    Effect.gen(function*() {
      const { port } = yield* serve()
      const from = (origin: string) => statusOf(port, { host: "localhost", origin, accept })
      assert.strictEqual(yield* from("http://localhost:6274"), letIn)
      assert.strictEqual(yield* from("http://[::1]"), letIn)
      assert.strictEqual(yield* from("https://evil.example"), 403)
      assert.strictEqual(yield* from("null"), 403)
    }))

  it.live("stands before every path, method and upgrade", () =>
    Effect.gen(function*() {
      const { port } = yield* serve({ token })
      for (const path of ["/mcp", "/mcp/", "/", "/tasks", "/nothing", "/ws", "/health"]) {
        for (const method of ["GET", "POST", "DELETE", "OPTIONS"]) {
          assert.strictEqual(yield* statusOf(port, { host: "localhost" }, { path, method }), 401, `${method} ${path}`)
          assert.strictEqual(yield* statusOf(port, { host: "evil" }, { path, method }), 403, `${method} ${path}`)
        }
        assert.strictEqual(yield* statusOf(port, { host: "localhost", ...upgrade }, { path }), 401, path)
      }
    }))

  it.live("asks for the token, and tells nothing of it", () =>
    Effect.gen(function*() {
      const { url } = yield* serve({ token })
      const none = yield* post(url, initialize())
      assert.deepStrictEqual([none.status, none.headers.get("www-authenticate")], [401, "Bearer realm=\"qtmcp\""])
      const wrong = yield* post(url, initialize(), { authorization: "Bearer 0123456789abcdeX" })
      assert.strictEqual(wrong.status, 401)
      assert.notInclude(wrong.text, "abcde")
      const right = yield* post(url, initialize(), { authorization: `Bearer ${token}` })
      assert.strictEqual(right.status, 200)
    }))

  it.live("opens on [::1] too", () =>
    Effect.gen(function*() {
      const { port, url } = yield* serve({ address: { host: "::1", port: 0 } })
      assert.strictEqual(url, `http://[::1]:${port}/mcp`)
      assert.strictEqual(yield* statusOf(port, { host: `[::1]:${port}`, accept }, { host: "::1" }), letIn)
      assert.strictEqual((yield* post(url, initialize())).status, 200)
    }))
})

describe("through a socket the limits", () => {
  it.live("end a connection whose headers do not come", () =>
    Effect.gen(function*() {
      const { port } = yield* serve({ limits: { headerTime: 200, requestTime: 400 } })
      const silent = yield* raw(port)
      const slow = yield* raw(port)
      slow.send("GET /mcp HTTP/1.1\r\nhost: localhost\r\n")
      assert.match(yield* slow.closed, /^HTTP\/1\.1 408 /)
      yield* silent.closed
    }))

  it.live("end a connection whose body does not come", () =>
    Effect.gen(function*() {
      const { port } = yield* serve({ limits: { headerTime: 200, requestTime: 400 } })
      const slow = yield* raw(port)
      slow.send("POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{")
      assert.match(yield* slow.closed, /^HTTP\/1\.1 408 /)
    }))

  it.live("end a connection nothing comes on any more", () =>
    Effect.gen(function*() {
      const { port } = yield* serve({ limits: { idleTime: 100 } })
      const idle = yield* raw(port)
      idle.send("GET /mcp HTTP/1.1\r\nhost: localhost\r\n\r\n")
      assert.match(yield* idle.closed, /^HTTP\/1\.1 400 /)
    }))

  it.live("refuse headers that are too large", () =>
    Effect.gen(function*() {
      const { port } = yield* serve({ limits: { headerBytes: 2000 } })
      assert.strictEqual(yield* statusOf(port, { host: "localhost", padding: "x".repeat(3000) }), 431)
    }))

  it.live("close a connection too many, and none of the others", () =>
    Effect.gen(function*() {
      const { port } = yield* serve({ limits: { connections: 3 } })
      const open = yield* Effect.forEach([1, 2, 3], () => raw(port))
      const fourth = yield* raw(port)
      yield* fourth.closed
      for (const socket of open) {
        socket.send("GET /mcp HTTP/1.1\r\nhost: localhost\r\n\r\n")
        yield* untilTrue("an answer", () => socket.received().startsWith("HTTP/1.1 400"), socket.received)
      }
    }))

  it.live("refuse too many requests of a client, with when to come again", () =>
    Effect.gen(function*() {
      const { url } = yield* serve({ limits: { rate: 3, rateTime: 60_000 } })
      const statuses = yield* Effect.forEach([1, 2, 3], () => post(url, initialize()))
      assert.deepStrictEqual(statuses.map(({ status }) => status), [200, 200, 200])
      const { headers, status, text } = yield* post(url, initialize())
      assert.strictEqual(status, 429)
      assert.isAbove(Number(headers.get("retry-after")), 0)
      assert.include(text, "Too many requests")
    }))
})
