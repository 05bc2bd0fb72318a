import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { isJsonObject, type Json, toArray, toObject, toText } from "../../../src/layers/demo/toolkit/Json.ts"
import { attached, connect, type DemoClient, eventually, form } from "./DemoClient.ts"

const opener = { objectId: `${form}/openDialogButton` }
const windowsOf = (client: DemoClient): Effect.Effect<Array<string>> =>
  Effect.map(
    client.payload("chr.tabsContext", {}),
    (result) => toArray(toObject(result)["windows"]).map((window) => toText(toObject(window)["windowTitle"]))
  )

const pause = Effect.sleep(60)

const refOf = Effect.fnUntraced(function*(client: DemoClient, query: string, role: string) {
  const found = toObject(yield* client.payload("chr.find", { query }))
  const match = toArray(found["matches"]).map(toObject).find((each) => each["role"] === role)
  return toText(match?.["ref"])
})

describe("modal dialogs on Qt 6", () => {
  const openers: ReadonlyArray<readonly [string, string, Json]> = [
    ["qt.ui.click on a button", "qt.ui.click", opener],
    ["invoke click", "qt.methods.invoke", { ...opener, method: "click" }],
    ["invoke trigger of an action", "qt.methods.invoke", { objectId: "MainWindow/actionOpen", method: "trigger" }],
    ["a shortcut by cu.key", "cu.key", { key: "ctrl+o" }],
    ["a shortcut by sendKeys", "qt.ui.sendKeys", { objectId: `${form}/nameEdit`, sequence: "F1" }]
  ]
  for (const [title, method, params] of openers) {
    it.live(`${title} makes the link deaf until the dialog closes from outside`, () =>
      Effect.scoped(Effect.gen(function*() {
        const { client, demo } = yield* attached()
        let pongs = 0
        client.socket.on("pong", () => pongs++)
        const opening = client.post(method, params)
        const queued = client.post("ping")
        client.socket.ping()
        yield* pause
        assert.isFalse(client.answered(opening))
        assert.isFalse(client.answered(queued))
        assert.strictEqual(pongs, 0)
        yield* demo.closeDialog
        yield* client.answer(opening)
        assert.strictEqual((yield* client.answer(queued))["result"], "pong")
        yield* eventually(() => pongs === 1)
        assert.deepStrictEqual(yield* windowsOf(client), ["Demo Application"])
        assert.isTrue(Option.isNone(yield* demo.crashed))
      })))
  }

  it.live("chr.click blocks on a tool button and not on a push button", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      yield* client.payload("chr.click", { ref: yield* refOf(client, "Open Dialog", "button") })
      yield* Effect.sleep(150)
      assert.include(yield* windowsOf(client), "Settings")
      yield* client.payload("cu.key", { key: "Escape" })
      assert.notInclude(yield* windowsOf(client), "Settings")
      const blocked = client.post("chr.click", { ref: yield* refOf(client, "About this program", "button") })
      yield* pause
      assert.isFalse(client.answered(blocked))
      yield* demo.closeDialog
      yield* client.answer(blocked)
    })))

  it.live("animateClick opens the dialog a moment later and the dialog can be driven", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* client.payload("qt.methods.invoke", { ...opener, method: "animateClick" })
      assert.notInclude(yield* windowsOf(client), "Settings")
      yield* Effect.sleep(150)
      const page = toObject(toObject(yield* client.payload("chr.readPage", {}))["tree"])
      assert.strictEqual(page["name"], "Settings")
      assert.deepStrictEqual(page["states"], { modal: true })
      yield* client.payload("chr.click", { ref: yield* refOf(client, "OK", "button") })
      yield* Effect.sleep(150)
      assert.deepStrictEqual(yield* windowsOf(client), ["Demo Application"])
    })))

  it.live("a close frame is not answered while deaf, and other clients are refused", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      const opening = client.post("qt.ui.click", opener)
      yield* pause
      const other = yield* connect(demo.url)
      assert.deepStrictEqual(yield* other.closed, { code: 1008, reason: "Another client is already connected" })
      client.socket.close(1000)
      yield* pause
      assert.isFalse(client.isClosed())
      yield* demo.closeDialog
      assert.strictEqual((yield* client.closed).code, 1000)
      assert.isTrue(client.answered(opening))
    })))

  it.live("dropping the connection under a dialog kills the application when the dialog closes", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      client.post("qt.ui.click", opener)
      yield* pause
      client.socket.terminate()
      yield* Effect.sleep(20)
      const next = yield* connect(demo.url)
      assert.include(yield* windowsOf(next), "Settings")
      assert.isTrue(Option.isNone(yield* demo.crashed))
      next.post("cu.key", { key: "Escape" })
      assert.strictEqual((yield* next.closed).code, 1006)
      assert.include(Option.getOrElse(yield* demo.crashed, () => ""), "SIGSEGV")
    })))
})

describe("modal dialogs on Qt 5", () => {
  it.live("only the opener's answer is late, and out of order", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached({ qt: 5 })
      const opening = client.post("qt.ui.click", opener)
      assert.strictEqual(yield* client.payload("ping"), "pong")
      assert.include(yield* windowsOf(client), "Settings")
      assert.isFalse(client.answered(opening))
      yield* demo.closeDialog
      assert.isTrue(isJsonObject((yield* client.answer(opening))["result"]))
    })))
})
