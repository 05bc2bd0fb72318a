import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { type HttpOptions, listenMcp } from "../../src/layers/HttpHost.ts"
import * as fixture from "../conformance/fixture/program.ts"
import { ask, begin, eventsOf, initialize, message, post, streaming } from "../harness/http/rpc.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const serve = (options: Partial<HttpOptions> = {}) =>
  listenMcp({ address: { host: "127.0.0.1", port: 0 }, token: undefined, ...options }).pipe(
    Effect.map((url) => `${url}/mcp`),
    Effect.provide(fixture.layer)
  )

const ping = message(7, "ping")
const call = (name: string) => message(8, "tools/call", { name, arguments: {} })

/** Opens a stream; it stays open until the scope ends. */
const stream = (url: string, headers: Readonly<Record<string, string>>) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const cut = new AbortController()
      const response = await fetch(url, { headers: { accept: "text/event-stream", ...headers }, signal: cut.signal })
      return { cut, response, status: response.status }
    }),
    ({ cut }) => Effect.sync(() => cut.abort())
  )

describe("a session", () => {
  it.live("is begun by initialize, known by its id, and ended by DELETE", () =>
    Effect.gen(function*() {
      const url = yield* serve()
      const session = yield* begin(url)
      assert.match(session["mcp-session-id"], /^[\da-f-]{36}$/)
      assert.include((yield* post(url, ping, session)).text, "\"id\":7")
      const other = yield* begin(url)
      assert.strictEqual((yield* ask(url, { method: "DELETE", headers: session })).status, 200)
      const gone = yield* post(url, ping, session)
      assert.strictEqual(gone.status, 404)
      assert.match(gone.text, /-32001.*initialize/)
      assert.strictEqual((yield* post(url, ping, other)).status, 200)
    }))

  it.live("of nobody is not found, and without one there is initialize alone", () =>
    Effect.gen(function*() {
      const url = yield* serve()
      assert.strictEqual((yield* post(url, ping, { "mcp-session-id": "nobody" })).status, 404)
      const none = yield* post(url, ping)
      assert.strictEqual(none.status, 400)
      assert.include(none.text, "Mcp-Session-Id")
      assert.strictEqual((yield* stream(url, {})).status, 400)
      assert.strictEqual((yield* ask(url, { method: "DELETE" })).status, 400)
    }))

  it.live("makes room where there are too many, unless it is at work", () =>
    Effect.gen(function*() {
      const url = yield* serve({ sessions: { idle: "1 minute", most: 2 } })
      const first = yield* begin(url)
      const second = yield* begin(url)
      yield* post(url, ping, first)
      const third = yield* begin(url)
      assert.strictEqual((yield* post(url, ping, second)).status, 404)
      yield* stream(url, first)
      yield* stream(url, third)
      const refused = yield* post(url, initialize())
      assert.strictEqual(refused.status, 503)
      assert.isAbove(Number(refused.headers.get("retry-after")), 0)
      assert.strictEqual((yield* post(url, ping, first)).status, 200)
    }))

  it.live("has one stream of its own at a time", () =>
    Effect.gen(function*() {
      const url = yield* serve()
      const session = yield* begin(url)
      const { cut, status } = yield* stream(url, session)
      assert.strictEqual(status, 200)
      assert.strictEqual((yield* stream(url, session)).status, 409)
      cut.abort()
      const again = Effect.map(stream(url, session), (opened) => opened.status)
      yield* again.pipe(Effect.repeat({ until: (code) => code === 200, times: 50 }))
    }))
})

describe("a stream that was cut", () => {
  it.live("is resumed where it was, with what came meanwhile and nothing of others", () =>
    Effect.gen(function*() {
      const url = yield* serve()
      const session = yield* begin(url)
      const first = yield* post(url, call("test_reconnection"), session)
      const [priming, ...rest] = eventsOf(first.text)
      assert.deepStrictEqual([priming?.data, rest], ["", []])
      yield* post(url, { ...call("test_simple_text"), id: 9 }, session)
      const resumed = yield* ask(url, {
        headers: { accept: "text/event-stream", "last-event-id": priming?.id ?? "", ...session }
      })
      assert.deepStrictEqual(eventsOf(resumed.text).map(({ data }) => data.includes("came back")), [true])
    }))

  it.live("by the client loses nothing of its progress", () =>
    Effect.gen(function*() {
      const url = yield* serve()
      const session = yield* begin(url)
      const params = { name: "test_tool_with_progress", arguments: {}, _meta: { progressToken: "p" } }
      const whole = eventsOf((yield* post(url, message(9, "tools/call", params), session)).text)
      assert.lengthOf(whole, 5)
      const second = whole[2]?.id ?? ""
      const resumed = yield* ask(url, {
        headers: { accept: "text/event-stream", "last-event-id": second, ...session }
      })
      assert.deepStrictEqual(eventsOf(resumed.text), whole.slice(3))
      const wrong = yield* ask(url, { headers: { accept: "text/event-stream", "last-event-id": "x", ...session } })
      assert.strictEqual(wrong.status, 400)
    }))

  it.live("by the client goes on in the session, and its result can be fetched", () =>
    Effect.gen(function*() {
      const url = yield* serve()
      const session = yield* begin(url)
      const first = yield* streaming(url, call("test_tool_with_logging"), session)
      yield* untilTrue("the first event", () => /^id: .+\n(?:.+\n)*\n/m.test(first.text()), first.text)
      yield* first.cut
      const id = eventsOf(first.text())[0]?.id ?? ""
      const resumed = ask(url, { headers: { accept: "text/event-stream", "last-event-id": id, ...session } })
      const { text } = yield* resumed.pipe(Effect.repeat({ until: ({ status }) => status === 200, times: 50 }))
      assert.include(text, "The log has it all.")
    }))
})
