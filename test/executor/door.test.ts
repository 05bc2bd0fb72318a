import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as http from "node:http"
import { version } from "../../src/layers/program/version.ts"
import { serving } from "../harness/executor/serving.ts"

interface Asked {
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

const socketHeaders = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ=="
}

/** Asks with these very headers, which `fetch` would not; the status is 101 where a WebSocket was opened. */
const ask = (port: number, { headers = {}, method = "GET", path = "/health" }: Asked = {}) =>
  Effect.callback<{ readonly status: number; readonly body: string; readonly headers: http.IncomingHttpHeaders }>(
    (resume) => {
      const request = http.request({ host: "127.0.0.1", port, path, method, headers: { ...headers }, agent: false })
      request.on("response", (response) => {
        const chunks: Array<Buffer> = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("end", () => {
          const body = Buffer.concat(chunks).toString()
          resume(Effect.succeed({ status: response.statusCode ?? 0, body, headers: response.headers }))
        })
      })
      request.on("upgrade", (response, socket) => {
        socket.destroy()
        resume(Effect.succeed({ status: 101, body: "", headers: response.headers }))
      })
      request.on("error", (error) => resume(Effect.die(error)))
      request.end()
    }
  )

const knock = (port: number, headers: Readonly<Record<string, string>>) =>
  Effect.map(ask(port, { path: "/ws", headers: { ...socketHeaders, ...headers } }), ({ status }) => status)

describe("the door", () => {
  it.live("/health tells how it is", () =>
    Effect.gen(function*() {
      const { connect, health } = yield* serving({ service: { maxSessions: 7 } })
      assert.deepInclude(yield* health, { version, active_sessions: 0, max_sessions: 7 })
      const client = yield* connect()
      yield* client.notice("connected")
      assert.deepInclude(yield* health, { active_sessions: 1 })
    }))

  it.live("other paths and methods are answered as they should be", () =>
    Effect.gen(function*() {
      const { port } = yield* serving()
      assert.strictEqual((yield* ask(port, { path: "/" })).status, 404)
      assert.strictEqual((yield* ask(port, { path: "/nowhere", headers: socketHeaders })).status, 404)
      assert.strictEqual((yield* ask(port, { path: "/ws" })).status, 426)
      assert.strictEqual((yield* ask(port, { method: "POST" })).status, 405)
      assert.strictEqual((yield* ask(port, { path: "/ws?x=1", headers: socketHeaders })).status, 101)
      assert.strictEqual(
        (yield* ask(port, { path: "/ws", headers: { ...socketHeaders, "sec-websocket-key": "x" } })).status,
        400
      )
    }))

  it.live("a Host or an Origin of elsewhere is 403, for a WebSocket too", () =>
    Effect.gen(function*() {
      const { port } = yield* serving()
      for (const host of ["localhost", "localhost:1", "127.0.0.1:9", "[::1]:80"]) {
        assert.strictEqual(yield* knock(port, { host }), 101, host)
      }
      for (const host of ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"]) {
        assert.strictEqual(yield* knock(port, { host }), 403, host)
        assert.strictEqual((yield* ask(port, { headers: { host } })).status, 403, host)
      }
      for (const origin of ["http://localhost:3000", "http://127.0.0.1", "https://[::1]:8443"]) {
        assert.strictEqual(yield* knock(port, { origin }), 101, origin)
      }
      for (const origin of ["http://evil.example", "null", "http://localhost.evil.example"]) {
        assert.strictEqual(yield* knock(port, { origin }), 403, origin)
      }
    }))

  it.live("with a token nothing is answered without it", () =>
    Effect.gen(function*() {
      const { connect, port } = yield* serving({ service: { token: "correct-horse" } })
      const refused = yield* ask(port)
      assert.strictEqual(refused.status, 401)
      assert.match(String(refused.headers["www-authenticate"]), /^Bearer/)
      assert.strictEqual(yield* knock(port, {}), 401)
      assert.strictEqual(yield* knock(port, { authorization: "Bearer correct-hors" }), 401)
      assert.strictEqual(yield* knock(port, { authorization: "Basic correct-horse" }), 401)
      const client = yield* connect({ headers: { authorization: "Bearer correct-horse" } })
      yield* client.execute({ command: "true" })
    }))

  it.live("does not open to other machines without a token", () =>
    Effect.gen(function*() {
      const { message } = yield* Effect.flip(serving({ service: { host: "0.0.0.0" } }))
      assert.match(message, /0\.0\.0\.0 lets other machines in, which needs a token/)
      yield* serving({ service: { host: "0.0.0.0", token: "correct-horse" } })
    }))

  it.live("a port that is taken is said so", () =>
    Effect.gen(function*() {
      const { port } = yield* serving()
      const { message } = yield* Effect.flip(serving({ service: { port } }))
      assert.match(message, new RegExp(`127\\.0\\.0\\.1:${port}: another program listens there already`))
    }))
})
