import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { WebSocket } from "ws"
import { start } from "../../../src/layers/demo/Demo.ts"
import { isJsonObject, type Json, toArray, toObject, toText } from "../../../src/layers/demo/toolkit/Json.ts"
import { attached, connect, eventually, form } from "./DemoClient.ts"

const methodOf = (frame: Json | string): string => typeof frame === "string" ? "" : toText(toObject(frame)["method"])
const textChanged = { objectId: `${form}/nameEdit`, signal: "textChanged" }

describe("one client at a time", () => {
  it.live("a second one opens and is closed with 1008; after the first leaves the next is accepted", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      assert.strictEqual(client.server, "qtPilot")
      const second = yield* connect(demo.url)
      second.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
      assert.strictEqual((yield* second.closed).code, 1008)
      assert.deepStrictEqual(second.frames, [])
      assert.strictEqual(yield* client.payload("ping"), "pong")
      client.socket.close()
      yield* client.closed
      const third = yield* connect(demo.url)
      assert.strictEqual(yield* third.payload("ping"), "pong")
    })))

  it.live("numeric ids and refs end with the connection, subscriptions do not", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      yield* client.payload("qt.objects.search", { objectName: "nameEdit" })
      yield* client.payload("qt.objects.inspect", { objectId: "#1" })
      yield* client.payload("qt.signals.subscribe", textChanged)
      client.socket.close()
      yield* client.closed
      const next = yield* connect(demo.url)
      assert.strictEqual(
        toObject((yield* next.call("qt.objects.inspect", { objectId: "#1" }))["error"])["code"],
        -32001
      )
      yield* next.payload("qt.ui.sendKeys", { objectId: `${form}/nameEdit`, text: "x" })
      yield* eventually(() => next.frames.some((frame) => methodOf(frame) === "qtpilot.signalEmitted"))
    })))

  it.live("plain HTTP gets no reply, a subprotocol is not granted, any path and origin are accepted", () =>
    Effect.scoped(Effect.gen(function*() {
      const demo = yield* start()
      const http = yield* Effect.exit(Effect.promise(() => fetch(demo.url.replace("ws:", "http:"))))
      assert.isTrue(Exit.isFailure(http))
      const refused = yield* Effect.callback<string>((resume) => {
        const socket = new WebSocket(demo.url, "mcp")
        socket.once("error", (error) => resume(Effect.succeed(error.message)))
      })
      assert.strictEqual(refused, "Server sent no subprotocol")
      const accepted = yield* Effect.callback<string>((resume) => {
        const socket = new WebSocket(`${demo.url}/any/path?x=1`, { origin: "http://example.com" })
        socket.once("upgrade", (response) => {
          socket.terminate()
          resume(Effect.succeed(`${response.headers["access-control-allow-origin"]}`))
        })
        socket.once("error", () => socket.terminate())
      })
      assert.strictEqual(accepted, "http://example.com")
    })))

  it.live("answers eight megabytes", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const text = "x".repeat(8_000_000)
      assert.strictEqual(toText(toObject(yield* client.payload("echo", { text }))["text"]).length, text.length)
    })))

  it.live("a taken port fails typed", () =>
    Effect.scoped(Effect.gen(function*() {
      const demo = yield* start()
      const failed = yield* Effect.flip(start({ port: demo.port }))
      assert.strictEqual(failed._tag, "DemoFailed")
      assert.strictEqual(failed.port, demo.port)
    })))
})

describe("notifications", () => {
  it.live("come after the answer on the newest probe", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* client.payload("qt.signals.subscribe", textChanged)
      const seen = client.frames.length
      yield* client.payload("qt.ui.sendKeys", { objectId: `${form}/nameEdit`, text: "abc" })
      yield* eventually(() => client.frames.length === seen + 4)
      assert.deepStrictEqual(client.frames.slice(seen).map(methodOf), [
        "",
        "qtpilot.signalEmitted",
        "qtpilot.signalEmitted",
        "qtpilot.signalEmitted"
      ])
    })))

  it.live("come before the answer on the seed", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached({ generation: "seed" })
      const found = toObject(yield* client.payload("qt.objects.find", { name: "submitButton" }))
      yield* client.payload("qt.signals.subscribe", { objectId: toText(found["objectId"]), signal: "clicked" })
      const seen = client.frames.length
      yield* client.payload("qt.ui.click", { objectId: toText(found["objectId"]) })
      assert.deepStrictEqual(client.frames.slice(seen).map(methodOf), ["qtmcp.signalEmitted", ""])
    })))

  it.live("capture focus, mouse and keys, each in the recorded shape", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* client.payload("qt.events.start")
      yield* client.payload("qt.ui.click", { objectId: `${form}/emailEdit`, position: { x: 5, y: 6 } })
      yield* client.payload("qt.ui.sendKeys", { objectId: `${form}/emailEdit`, text: "Q" })
      yield* eventually(() => client.frames.filter((frame) => methodOf(frame) !== "").length >= 6)
      const events = client.frames.filter((frame) => methodOf(frame) === "qtpilot.eventCaptured")
        .map((frame) => typeof frame === "string" ? {} : toObject(toObject(frame)["params"]))
      assert.deepStrictEqual(events.map((event) => event["type"] ?? ""), [
        "FocusOut",
        "FocusIn",
        "MouseButtonPress",
        "MouseButtonRelease",
        "KeyPress",
        "KeyRelease"
      ])
      const common = { className: "QLineEdit", objectId: `${form}/emailEdit`, objectName: "emailEdit" }
      assert.deepStrictEqual(events[2], {
        ...common,
        type: "MouseButtonPress",
        button: "left",
        pos: { x: 5, y: 6 },
        globalPos: { x: 166, y: 171 }
      })
      assert.deepStrictEqual(events[4], { ...common, type: "KeyPress", key: 81, modifiers: "", text: "Q" })
    })))

  it.live("lifecycle tells of a dialog's objects, and the seed floods", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* client.payload("qt.signals.setLifecycle", { enabled: true })
      yield* client.payload("qt.methods.invoke", { objectId: `${form}/openDialogButton`, method: "animateClick" })
      yield* eventually(() => client.frames.some((frame) => methodOf(frame) === "qtpilot.objectCreated"))
      yield* client.payload("cu.key", { key: "Escape" })
      yield* eventually(() => client.frames.some((frame) => methodOf(frame) === "qtpilot.objectDestroyed"))
      const seed = yield* attached({ generation: "seed" })
      yield* seed.client.payload("qt.signals.setLifecycle", { enabled: true })
      yield* eventually(() => seed.client.frames.filter((frame) => methodOf(frame) !== "").length === 500)
    })))
})

describe("the envelope", () => {
  const refused: ReadonlyArray<readonly [string, number]> = [
    ["{bad json", -32700],
    ["", -32700],
    ["null", -32700],
    ["42", -32700],
    ["{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} trailing", -32700],
    ["[]", -32600],
    ["[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", -32600],
    ["{\"id\":77,\"method\":\"ping\"}", -32600],
    ["{\"jsonrpc\":\"2.0\",\"id\":77}", -32600]
  ]
  for (const [text, code] of refused) {
    it.live(`refuses ${text === "" ? "nothing" : text} with a null id`, () =>
      Effect.scoped(Effect.gen(function*() {
        const { client } = yield* attached()
        client.send(text)
        const frame = yield* client.next
        assert.isTrue(isJsonObject(typeof frame === "string" ? null : frame))
        const message = typeof frame === "string" ? {} : toObject(frame)
        assert.isNull(message["id"])
        assert.strictEqual(toObject(message["error"])["code"], code)
      })))
  }

  const ids: ReadonlyArray<readonly [string, string]> = [
    ["-3", "-3"],
    ["1.5", "1"],
    ["2147483648", "-2147483648"],
    ["\"abc\"", "\"abc\""],
    ["true", "null"],
    ["\"a\\\"b\"", "\"a\"b\""]
  ]
  for (const [sent, back] of ids) {
    it.live(`answers id ${sent} as ${back}`, () =>
      Effect.scoped(Effect.gen(function*() {
        const { client } = yield* attached()
        const raw = new Promise<string>((resolve) => client.socket.once("message", (data) => resolve(data.toString())))
        client.send(`{"jsonrpc":"2.0","id":${sent},"method":"ping"}`)
        assert.strictEqual(yield* Effect.promise(() => raw), `{"jsonrpc":"2.0","id":${back},"result":"pong"}`)
      })))
  }

  it.live("never dispatches a notification and keeps the order of pipelined requests", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const params = { objectId: `${form}/nameEdit`, name: "text", value: "NOTIFIED" }
      client.send(JSON.stringify({ jsonrpc: "2.0", method: "qt.properties.set", params }))
      const sent = Array.from({ length: 50 }, (_, index) => client.post(index % 5 === 0 ? "qt.ping" : "ping"))
      yield* client.answer(sent.at(-1) ?? 0)
      assert.deepStrictEqual(
        client.frames.map((frame) => typeof frame === "string" ? 0 : toObject(frame)["id"] ?? 0),
        sent
      )
      const got = yield* client.payload("qt.properties.get", { objectId: `${form}/nameEdit`, name: "text" })
      assert.deepStrictEqual(got, { value: "" })
    })))

  it.live("offers 72 methods, and 77 on the seed", () =>
    Effect.scoped(Effect.gen(function*() {
      const newest = yield* attached()
      const seed = yield* attached({ generation: "seed" })
      const removed = yield* newest.client.call("qt.objects.find", { name: "x" })
      assert.strictEqual(toObject(removed["error"])["code"], -32601)
      const later = yield* seed.client.call("qt.objects.search", { objectName: "x" })
      assert.strictEqual(toObject(later["error"])["code"], -32601)
      assert.deepStrictEqual(toArray(yield* seed.client.payload("qt.modes")), ["native", "computer_use", "chrome"])
      assert.strictEqual(seed.client.server, "QtMCP")
    })))
})
