import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type Json, toObject } from "../../../src/layers/demo/toolkit/Json.ts"
import { attached, connect, form } from "./DemoClient.ts"

const nameEdit = { objectId: `${form}/nameEdit` }
const fatal: ReadonlyArray<readonly [string, string, Json]> = [
  ["a Latin-1 letter", "qt.ui.sendKeys", { ...nameEdit, text: "é" }],
  ["a line feed", "cu.type", { text: "one\ntwo" }],
  ["an emoji", "cu.type", { text: "😀" }],
  ["an unknown key", "qt.ui.sendKeys", { ...nameEdit, sequence: "NotAKey" }],
  ["an unknown modifier", "qt.ui.sendKeys", { ...nameEdit, sequence: "Bogus+Q" }],
  ["a lone modifier", "qt.ui.sendKeys", { ...nameEdit, sequence: "Ctrl" }],
  ["a method with a pointer parameter", "qt.methods.invoke", {
    objectId: "MainWindow",
    method: "addListItem",
    args: ["x"]
  }],
  ["legacy typing", "qtpilot.sendKeys", { id: `${form}/nameEdit`, text: "ü" }]
]

describe("what kills the real application kills this one", () => {
  for (const [title, method, params] of fatal) {
    it.live(title, () =>
      Effect.scoped(Effect.gen(function*() {
        const { client, demo } = yield* attached()
        const id = client.post(method, params)
        assert.strictEqual((yield* client.closed).code, 1006)
        assert.isFalse(client.answered(id))
        assert.isTrue(Option.isSome(yield* demo.crashed))
        yield* demo.restart
        const next = yield* connect(demo.url)
        assert.strictEqual(yield* next.payload("ping"), "pong")
        assert.isTrue(Option.isNone(yield* demo.crashed))
      })))
  }

  it.live("typing what QTest knows is harmless", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* client.payload("qt.ui.sendKeys", { ...nameEdit, text: "aZ~ 9\b!" })
      assert.deepStrictEqual(yield* client.payload("qt.properties.get", { ...nameEdit, name: "text" }), {
        value: "aZ~ !"
      })
    })))

  it.live("TCP dropped while a delayed click runs", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      client.post("cu.click", { x: 150, y: 110, delay_ms: 80 })
      yield* Effect.sleep(30)
      client.socket.terminate()
      yield* Effect.sleep(120)
      assert.include(Option.getOrElse(yield* demo.crashed, () => ""), "SIGSEGV")
    })))

  it.live("a polite close during a delayed click is safe, and the pong waits for the click", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      const order: Array<string> = []
      client.socket.on("pong", () => order.push("pong"))
      client.socket.on("message", () => order.push("answer"))
      client.post("cu.click", { x: 150, y: 110, delay_ms: 80 })
      client.socket.ping()
      yield* Effect.sleep(30)
      assert.deepStrictEqual(order, [])
      client.socket.close(1000)
      assert.strictEqual((yield* client.closed).code, 1000)
      assert.include(order, "answer")
      const next = yield* connect(demo.url)
      assert.strictEqual(yield* next.payload("ping"), "pong")
    })))

  it.live("quitting ends the connection politely on the newest probe, rudely on the seed", () =>
    Effect.scoped(Effect.gen(function*() {
      const newest = yield* attached()
      yield* newest.client.payload("qt.methods.invoke", { objectId: "QApplication", method: "quit" })
      assert.strictEqual((yield* newest.client.closed).code, 1000)
      const seed = yield* attached({ generation: "seed" })
      yield* seed.client.payload("qt.methods.invoke", { objectId: "QApplication", method: "quit" })
      assert.strictEqual((yield* seed.client.closed).code, 1006)
    })))

  it.live("a restarted application has forgotten everything", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      yield* client.payload("qt.properties.set", { ...nameEdit, name: "text", value: "Ada" })
      yield* demo.restart
      assert.strictEqual((yield* client.closed).code, 1000)
      const next = yield* connect(demo.url)
      assert.strictEqual(toObject(yield* next.payload("qt.properties.get", { ...nameEdit, name: "text" }))["value"], "")
    })))
})
