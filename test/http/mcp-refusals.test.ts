import { assert, describe, it, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { defaults } from "../../src/layers/http/door/limits.ts"
import { listenMcp } from "../../src/layers/HttpHost.ts"
import * as fixture from "../conformance/fixture/program.ts"
import { ask, begin, initialize, message, modern, post } from "../harness/http/rpc.ts"

class Url extends Context.Service<Url, string>()("test/Url") {}

const limits = { ...defaults, bodyBytes: 10_000 }

const served = Layer.effect(
  Url,
  Effect.map(
    listenMcp({ address: { host: "127.0.0.1", port: 0 }, token: undefined, limits }),
    (url) => `${url}/mcp`
  )
).pipe(Layer.provide(fixture.layer))

describe("a POST that is no message is refused with the reason", () => {
  layer(served, { excludeTestServices: true })((it) => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", ""]) {
      it.effect(`of the type ${JSON.stringify(type)}: 415`, () =>
        Effect.gen(function*() {
          const { status, text } = yield* post(yield* Url, initialize(), { "content-type": type })
          assert.strictEqual(status, 415)
          assert.include(text, "application/json")
        }))
    }

    for (const body of ["", "{", "{\"jsonrpc\":\"2.0\",", "nonsense"]) {
      it.effect(`${JSON.stringify(body)}: 400 and a parse error`, () =>
        Effect.gen(function*() {
          const { status, text } = yield* post(yield* Url, body)
          assert.strictEqual(status, 400)
          assert.match(text, /-32700/)
        }))
    }

    for (const body of [[], {}, 5, { jsonrpc: "1.0", id: 1, method: "ping" }, [initialize(), initialize()]]) {
      it.effect(`${JSON.stringify(body).slice(0, 40)}: 400`, () =>
        Effect.gen(function*() {
          const { status, text } = yield* post(yield* Url, JSON.stringify(body))
          assert.strictEqual(status, 400)
          assert.match(text, /"error"/)
        }))
    }

    it.effect("too large: 413, whether its length is told or not", () =>
      Effect.gen(function*() {
        const url = yield* Url
        const body = JSON.stringify(message(1, "ping", { padding: "x".repeat(limits.bodyBytes) }))
        const told = yield* post(url, body)
        assert.strictEqual(told.status, 413)
        assert.match(told.text, /too large/)
        const chunks = new ReadableStream<Uint8Array>({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode(body))
            controller.close()
          }
        })
        const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" }
        const untold = yield* ask(url, { method: "POST", headers, body: chunks, duplex: "half" })
        assert.strictEqual(untold.status, 413)
      }))

    it.effect("of a client that reads no event streams: 406", () =>
      Effect.gen(function*() {
        const { status } = yield* post(yield* Url, initialize(), { accept: "application/json" })
        assert.strictEqual(status, 406)
      }))

    for (const method of ["PUT", "PATCH", "OPTIONS", "HEAD"]) {
      it.effect(`${method}: 405 with what is allowed`, () =>
        Effect.gen(function*() {
          const { headers, status } = yield* ask(yield* Url, { method })
          assert.strictEqual(status, 405)
          assert.strictEqual(headers.get("allow"), "GET, POST, DELETE")
        }))
    }

    it.effect("of an unknown revision: 400 that names those there are", () =>
      Effect.gen(function*() {
        const url = yield* Url
        const session = yield* begin(url)
        const { status, text } = yield* post(url, message(2, "ping"), {
          ...session,
          "mcp-protocol-version": "1999-01-01"
        })
        assert.strictEqual(status, 400)
        assert.include(text, "2025-11-25")
      }))

    it.effect("of 2026-07-28 for a method that is not there any more: 404", () =>
      Effect.gen(function*() {
        const { status, text } = yield* modern(yield* Url, 5, "ping")
        assert.strictEqual(status, 404)
        assert.match(text, /-32601.*"id":5|"id":5.*-32601/)
      }))
  })
})

describe("a batch", () => {
  it.live("of a session is answered message by message", () =>
    Effect.gen(function*() {
      const url = `${yield* listenMcp({ address: { host: "127.0.0.1", port: 0 }, token: undefined })}/mcp`
      const session = yield* begin(url)
      const { status, text } = yield* post(url, [message(2, "ping"), message(3, "ping")], session)
      assert.strictEqual(status, 200)
      assert.match(text, /"id":2/)
      assert.match(text, /"id":3/)
    }).pipe(Effect.provide(fixture.layer)))
})
