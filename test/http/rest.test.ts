import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { ask, at } from "../harness/http/ask.ts"
import { restHost } from "../harness/http/restHost.ts"
import { untilTrue } from "../harness/mcp/until.ts"

/** A body with arguments deeper than what walks them has stack for. */
const deep = (tool: object) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ ...tool, arguments: { text: "DEEP" } }).replace(
    "\"DEEP\"",
    "[".repeat(5000) + "]".repeat(5000)
  )
})

describe("REST", () => {
  it.live("says who answers and where the rest is", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost()
      const { json, status } = yield* ask(`${url}/`)
      assert.deepStrictEqual([status, at(json, "name"), at(json, "mode")], [200, "qtmcp", ["native"]])
      for (const name of ["tools", "tasks", "health", "openapi"]) {
        assert.strictEqual((yield* ask(`${url}${String(at(json, "links", name))}`)).status, 200, name)
      }
    }))

  it.live("lists the tools and calls them as rest, with the content and the data of the answer", () =>
    Effect.gen(function*() {
      const { events, url } = yield* restHost()
      const { json: listed } = yield* ask(`${url}/tools`)
      assert.deepStrictEqual(at(listed, "tools", 0, "name"), "echo")
      assert.deepStrictEqual(at(listed, "tools", 0, "inputSchema", "required"), ["text"])
      const called = yield* ask(`${url}/tools/echo`, { json: { arguments: { text: "hello" } } })
      assert.strictEqual(called.status, 200)
      assert.deepStrictEqual(called.json, {
        content: [{ type: "text", text: "hello" }],
        data: { actor: "rest" },
        isError: false
      })
      const { events: told } = yield* events.page({ topic: "tools" })
      assert.deepStrictEqual([...new Set(told.map(({ actor }) => actor))], ["rest"])
    }))

  it.live("a tool that fails answers with its text and isError, as over MCP", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost()
      const { json, status } = yield* ask(`${url}/tools/refuse`, { json: {} })
      assert.deepStrictEqual([status, json], [200, {
        content: [{ type: "text", text: "It does not want to." }],
        isError: true
      }])
    }))

  it.live("calls a tool without arguments where no body comes", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost()
      const bare = yield* ask(`${url}/tools/refuse`, { method: "POST" })
      assert.deepStrictEqual([bare.status, bare.json], [200, (yield* ask(`${url}/tools/refuse`, { json: {} })).json])
    }))

  it.live("a client that leaves during a call interrupts it", () =>
    Effect.gen(function*() {
      const { begun, events, interrupted, url } = yield* restHost()
      const call = yield* Effect.forkChild(ask(`${url}/tools/gated`, { json: {} }))
      yield* untilTrue("the call", () => begun().length > 0)
      assert.deepStrictEqual(interrupted(), [])
      yield* Fiber.interrupt(call)
      yield* untilTrue("the interruption", () => interrupted().length > 0)
      const { events: told } = yield* events.page({ topic: "tools" })
      assert.deepStrictEqual(told.filter(({ data }) => at(data, "ok") === true), [])
    }))

  it.live("answers HEAD as GET, without the body, and takes a slash more at the end", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost()
      for (const path of ["/", "/tools", "/tools/", "/tasks", "/tasks/", "/health", "/health/", "/openapi.json"]) {
        const head = yield* ask(`${url}${path}`, { method: "HEAD" })
        assert.deepStrictEqual([head.status, head.text], [200, ""], path)
        assert.strictEqual((yield* ask(`${url}${path}`)).status, 200, path)
      }
    }))

  describe("refuses in one shape", () => {
    const wrong = [
      ["an unknown tool", "/tools/nothing", { json: {} }, 404, "UNKNOWN_TOOL"],
      ["wrong arguments", "/tools/echo", { json: { arguments: { text: 3 } } }, 400, "INVALID_ARGUMENTS"],
      ["arguments that are no object", "/tools/echo", { json: { arguments: "text" } }, 400, "INVALID_REQUEST"],
      ["a misspelt field", "/tools/echo", { json: { args: {} } }, 400, "INVALID_REQUEST"],
      ["no body", "/tasks", { method: "POST" }, 400, "INVALID_REQUEST"],
      ["no arguments where some are needed", "/tools/echo", { method: "POST" }, 400, "INVALID_ARGUMENTS"],
      [
        "a task's arguments that are no object",
        "/tasks",
        { json: { tool: "echo", arguments: "x" } },
        400,
        "INVALID_REQUEST"
      ],
      ["arguments that are too deep", "/tools/echo", deep({}), 400, "INVALID_REQUEST"],
      ["a task's", "/tasks", deep({ tool: "echo" }), 400, "INVALID_REQUEST"],
      ["an empty object", "/tasks", { json: {} }, 400, "INVALID_REQUEST"],
      [
        "what is no JSON",
        "/tasks/",
        { method: "POST", body: "{", headers: { "content-type": "application/json" } },
        400,
        "INVALID_REQUEST"
      ],
      [
        "a form",
        "/tasks",
        { method: "POST", body: "tool=x", headers: { "content-type": "text/plain" } },
        415,
        "UNSUPPORTED_MEDIA_TYPE"
      ],
      ["a task of an unknown tool", "/tasks", { json: { tool: "nothing" } }, 404, "UNKNOWN_TOOL"],
      ["the coding workflow", "/tasks", { json: { prompt: "Write it", answers: [] } }, 501, "NOT_IMPLEMENTED"],
      ["an unknown task", "/tasks/task-00000000", {}, 404, "UNKNOWN_TASK"],
      ["the result of one", "/tasks/task-00000000/results", {}, 404, "UNKNOWN_TASK"],
      ["the events of one", "/tasks/task-00000000/logs/stream", {}, 404, "UNKNOWN_TASK"],
      ["to cancel one", "/tasks/task-00000000", { method: "DELETE" }, 404, "UNKNOWN_TASK"],
      ["an unknown path", "/nothing/here", {}, 404, "NOT_FOUND"],
      ["a path that cannot be decoded", "/tasks/%ff", {}, 404, "NOT_FOUND"],
      ["a path that is too long", `/tasks/${"x".repeat(200)}`, {}, 404, "NOT_FOUND"],
      ["an unknown method", "/tasks", { method: "PROPFIND" }, 404, "NOT_FOUND"],
      ["a path without the WebSocket it is for", "/ws", {}, 426, "UPGRADE_REQUIRED"]
    ] as const
    it.live("whatever cannot be done", () =>
      Effect.gen(function*() {
        const { url } = yield* restHost()
        for (const [what, path, init, status, code] of wrong) {
          const answer = yield* ask(`${url}${path}`, init)
          assert.deepStrictEqual([answer.status, at(answer.json, "error", "code")], [status, code], what)
          assert.isAbove(String(at(answer.json, "error", "message")).length, 20, what)
          assert.match(answer.headers.get("content-type") ?? "", /^application\/json/, what)
        }
      }))

    it.live("what is too large", () =>
      Effect.gen(function*() {
        const { url } = yield* restHost({ limits: { bodyBytes: 1000 } })
        const answer = yield* ask(`${url}/tools/echo`, { json: { arguments: { text: "x".repeat(2000) } } })
        assert.deepStrictEqual([answer.status, at(answer.json, "error", "code")], [413, "TOO_LARGE"])
      }))

    it.live("a method the path does not take, saying which it does", () =>
      Effect.gen(function*() {
        const { url } = yield* restHost()
        const allowed = [
          ["/", "GET, HEAD"],
          ["/tools/echo", "POST"],
          ["/tasks", "POST, GET, HEAD"],
          ["/tasks/", "POST, GET, HEAD"],
          ["/tasks/task-00000000", "GET, DELETE, HEAD"],
          ["/openapi.json", "GET, HEAD"]
        ] as const
        for (const [path, allow] of allowed) {
          const { headers, json, status } = yield* ask(`${url}${path}`, { method: "PUT" })
          assert.deepStrictEqual(
            [status, at(json, "error", "code"), headers.get("allow")],
            [405, "METHOD_NOT_ALLOWED", allow],
            path
          )
        }
      }))
  })

  it.live("is well while the probe can be used or waited for, and 503 with the reason while it cannot", () =>
    Effect.gen(function*() {
      const { setProbe, url } = yield* restHost()
      const probe = { url: "ws://fake", generation: "newest", server: "qtPilot", version: "0.1.0" } as const
      const states = [
        [{ _tag: "ready", probe, since: 0, connection: 1 }, 200, /ready/],
        [{ _tag: "idle" }, 200, /idle/],
        [{ _tag: "connecting", attempt: 1, of: 3 }, 200, /connecting/],
        [{ _tag: "down", reason: "nothing listens there" }, 503, /nothing listens there/],
        [{ _tag: "blocked", probe, since: 0, connection: 1, method: "qt.click" }, 503, /qt\.click/]
      ] as const
      for (const [state, status, text] of states) {
        yield* setProbe(state)
        const answer = yield* ask(`${url}/health`)
        assert.strictEqual(answer.status, status)
        assert.match(answer.text, text)
      }
    }))
})
