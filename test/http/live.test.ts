import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { gzipSync } from "node:zlib"
import { livePage } from "../../scripts/livePage.ts"
import { ask, at } from "../harness/http/ask.ts"
import { liveHost } from "../harness/http/liveHost.ts"
import { restHost } from "../harness/http/restHost.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { start } from "../harness/mcp/BridgeProcess.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { until } from "../harness/mcp/until.ts"

const html = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } }

describe("the page of the live view", () => {
  it.live("is for browsers, and data for programs, at the same address", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost()
      for (const path of ["/", "/live"]) {
        const { headers, status, text } = yield* ask(`${url}${path}`, html)
        assert.deepStrictEqual([status, headers.get("content-type")], [200, "text/html; charset=utf-8"])
        assert.match(text, /^<!doctype html>/)
      }
      const { headers, json } = yield* ask(`${url}/`)
      assert.match(headers.get("content-type") ?? "", /^application\/json/)
      assert.strictEqual(at(json, "links", "live"), "/live")
      assert.strictEqual(at(json, "connection", "text"), "Connected to ws://fake.")
      assert.strictEqual(at(json, "next_event"), 1)
    }))

  it.live("allows itself nothing but its own script, style and requests, and nobody to frame it", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost()
      for (const path of ["/", "/live", "/live/main.js", "/live/style.css"]) {
        const { headers, status } = yield* ask(`${url}${path}`, html)
        assert.strictEqual(status, 200, path)
        const policy = headers.get("content-security-policy") ?? ""
        assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/)
        assert.include(policy, "frame-ancestors 'none'")
        assert.notInclude(policy, "unsafe")
        assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
        assert.strictEqual(headers.get("referrer-policy"), "no-referrer")
        assert.strictEqual(headers.get("cross-origin-opener-policy"), "same-origin")
      }
    }))

  it("is under 60 kB as it is sent compressed, all of it together", async () => {
    const files = await livePage()
    assert.sameMembers(files.map(({ path }) => path), ["/live", "/live/style.css", "/live/main.js"])
    const bytes = files.reduce((sum, { body }) => sum + gzipSync(body).length, 0)
    assert.isAbove(bytes, 3000)
    assert.isBelow(bytes, 60_000)
    for (const { body } of files) assert.notMatch(body, /https?:\/\//)
  })
})

describe("the pause by REST", () => {
  it.live("tells who and since when, to whoever asks, and holds actions over every door", () =>
    Effect.gen(function*() {
      const { url } = yield* liveHost({ mode: ["agent"], callTimeout: 400 })
      const paused = yield* ask(`${url}/pause?by=Ada%0A%E2%80%AE`, { method: "POST" })
      assert.deepStrictEqual([paused.status, at(paused.json, "paused")], [200, true])
      assert.strictEqual(at(paused.json, "by"), "Ada\\u{a}\\u{202e}")
      assert.match(String(at(paused.json, "since")), /^\d{4}-.*Z$/)
      assert.deepStrictEqual(at((yield* ask(url)).json, "pause"), paused.json)
      const again = yield* ask(`${url}/pause`, { method: "POST" })
      assert.deepStrictEqual(again.json, paused.json)
      const act = { json: { arguments: { steps: [{ do: "click", target: "Submit" }] } } }
      const held = yield* ask(`${url}/tools/ui_act`, act)
      assert.match(String(at(held.json, "content", 0, "text")), /^Paused: a person \(Ada/)
      assert.deepStrictEqual((yield* ask(`${url}/resume`, { method: "POST" })).json, { paused: false })
      assert.strictEqual((yield* ask(`${url}/tools/ui_snapshot`, { json: {} })).status, 200)
      assert.strictEqual((yield* ask(`${url}/pause?by=`, { method: "POST" })).status, 400)
      assert.strictEqual((yield* ask(`${url}/pause`)).status, 405)
    }))

  it.live("is told by the status too, and to who subscribes to it", () =>
    Effect.gen(function*() {
      const { url } = yield* liveHost({ mode: ["agent"] })
      const { sdk } = yield* connect2(url, "2025-11-25", "claude")
      const agent = adapt(sdk, "2025-11-25", () => "")
      let updates = 0
      sdk.setNotificationHandler("notifications/resources/updated", () => void (updates += 1))
      yield* Effect.promise(() => sdk.subscribeResource({ uri: "qtmcp://status" }))
      const read = Effect.map(
        agent.read("qtmcp://status"),
        ({ contents: [{ text }] }) => at(JSON.parse(text), "paused")
      )
      assert.isUndefined(yield* read)
      yield* ask(`${url}/pause?by=Ada`, { method: "POST" })
      yield* until("an update", () => updates === 1 ? true : undefined)
      assert.deepInclude(yield* read, { by: "Ada" })
      const { content: [said] } = yield* agent.call("qtmcp_status")
      assert.match(said?.text ?? "", /^paused: a person \(Ada\) holds all actions for \d+ s;/m)
      yield* ask(`${url}/resume`, { method: "POST" })
      assert.isUndefined(yield* read)
    }))

  it.live("holds a task for as long as it takes", () =>
    Effect.gen(function*() {
      const { url } = yield* liveHost({ mode: ["agent"], callTimeout: 2000 })
      yield* ask(`${url}/tools/ui_snapshot`, { json: {} })
      yield* ask(`${url}/pause`, { method: "POST" })
      const step = { do: "click", target: "Submit" }
      const { json } = yield* ask(`${url}/tasks`, { json: { tool: "ui_act", arguments: { steps: [step] } } })
      const task = `${url}/tasks/${String(at(json, "task_id"))}`
      yield* Effect.sleep(2500)
      const { json: waiting } = yield* ask(task)
      assert.deepStrictEqual([at(waiting, "status"), at(waiting, "message")], ["generating", "still running after 2 s"])
      yield* ask(`${url}/resume`, { method: "POST" })
      const ended = Effect.gen(function*() {
        while (at((yield* ask(task)).json, "status") === "generating") yield* Effect.sleep(20)
        return (yield* ask(task)).json
      })
      assert.strictEqual(at(yield* ended, "status"), "completed")
    }))

  it.live("keeps no process from ending: a held call ends with its client", () =>
    Effect.gen(function*() {
      const bridge = yield* start(["--demo", "--mode", "agent", "--http", "0"])
      const url = yield* until("the address", () => /MCP at (\S+)\/mcp/.exec(bridge.stderr())?.[1], bridge.stderr)
      yield* ask(`${url}/pause`, { method: "POST" })
      const initialize = {
        protocolVersion: "2025-06-18",
        capabilities: {},
        clientInfo: { name: "test", version: "1" }
      }
      const say = (message: object) => bridge.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
      say({ id: 1, method: "initialize", params: initialize })
      say({ method: "notifications/initialized" })
      const steps = [{ do: "click", target: "Submit" }]
      say({ id: 2, method: "tools/call", params: { name: "ui_act", arguments: { steps } } })
      const rest = yield* Effect.forkChild(Effect.exit(Effect.tryPromise(() =>
        fetch(`${url}/tools/ui_act`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ arguments: { steps } })
        })
      )))
      const seen = Effect.gen(function*() {
        while (Number(at((yield* ask(url)).json, "next_event")) < 6) yield* Effect.sleep(10)
      })
      yield* seen
      bridge.closeInput()
      assert.deepStrictEqual(yield* bridge.ended, { code: 0, signal: null })
      yield* Fiber.join(rest)
    }))
})

describe("the application by REST", () => {
  it.live("is shown with marks of what was done, once for all who ask, and never connected to for that", () =>
    Effect.gen(function*() {
      const { demo, url } = yield* liveHost({ mode: ["agent", "cu"] })
      const none = yield* ask(`${url}/view/picture`)
      assert.deepStrictEqual([none.status, at(none.json, "error", "code")], [503, "NOT_SHOWN"])
      assert.strictEqual(at(none.json, "error", "message"), "Not connected yet. The first call of an agent connects.")
      assert.deepStrictEqual(yield* demo.requests, [])
      const steps = [{ do: "click", target: "Submit" }]
      yield* ask(`${url}/tools/ui_act`, { json: { arguments: { steps } } })
      const before = (yield* demo.requests).filter(({ method }) => method === "cu.screenshot").length
      const all = yield* Effect.all(Array.from({ length: 8 }, () => ask(`${url}/view/picture`)), {
        concurrency: "unbounded"
      })
      const taken = (yield* demo.requests).filter(({ method }) => method === "cu.screenshot").length - before
      assert.isAtMost(taken, 3)
      const [first] = all
      assert.deepStrictEqual([at(first?.json, "title"), at(first?.json, "width")], ["Demo Application", 800])
      const mark = at(first?.json, "marks", 0)
      assert.deepStrictEqual([at(mark, "tool"), at(mark, "actor"), at(mark, "method")], [
        "ui_act",
        "rest",
        "qt.methods.invoke"
      ])
      yield* ask(`${url}/tools/cu_leftClick`, { json: { arguments: { x: 200, y: 450 } } })
      const marks = at((yield* ask(`${url}/view/picture`)).json, "marks")
      const last: unknown = Array.isArray(marks) ? marks.at(-1) : undefined
      assert.deepStrictEqual([at(last, "x"), at(last, "y"), at(last, "width")], [0.25, 0.75, 0])
      const outline = yield* ask(`${url}/view/outline`)
      assert.match(String(at(outline.json, "lines", 0)), /^window Demo Application/)
    }))
})
