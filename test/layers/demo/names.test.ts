import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { type Json, type JsonObject, toArray, toObject, toText } from "../../../src/layers/demo/toolkit/Json.ts"
import { attached, eventually, form } from "./DemoClient.ts"

const recorded = (): JsonObject => {
  const value: Json = JSON.parse(readFileSync(new URL("../../fixtures/wire/newest.json", import.meta.url), "utf8"))
  return toObject(value)
}

const sample = (method: string): Json => toObject(toArray(toObject(recorded()["methods"])[method])[0])["result"] ?? null

const described = (members: Json, keys: ReadonlyArray<string>): Array<string> =>
  toArray(members).map((member) => keys.map((key) => JSON.stringify(toObject(member)[key] ?? null)).join(" ")).sort()

describe("reflection says what real Qt classes say", () => {
  const lists: ReadonlyArray<readonly [string, string, string, ReadonlyArray<string>]> = [
    ["QCheckBox properties", "qtpilot.listProperties", "subscribeCheck", ["name", "type", "writable", "readable"]],
    ["QLineEdit methods", "qtpilot.listMethods", "nameEdit", [
      "signature",
      "returnType",
      "access",
      "parameterNames",
      "parameterTypes"
    ]],
    ["QPushButton signals", "qtpilot.listSignals", "submitButton", ["signature", "parameterNames", "parameterTypes"]]
  ]
  for (const [title, method, objectName, keys] of lists) {
    it.live(title, () =>
      Effect.scoped(Effect.gen(function*() {
        const { client } = yield* attached()
        const actual = yield* client.payload(method, { id: `${form}/${objectName}` })
        assert.deepStrictEqual(described(actual, keys), described(sample(method), keys))
      })))
  }
})

describe("notifications have the recorded keys", () => {
  it.live("signals, lifecycle and captured events", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* client.payload("qt.signals.subscribe", { objectId: `${form}/submitButton`, signal: "clicked" })
      yield* client.payload("qt.signals.setLifecycle", { enabled: true })
      yield* client.payload("qt.events.start")
      yield* client.payload("qt.ui.click", { objectId: `${form}/submitButton` })
      yield* client.payload("qt.ui.sendKeys", { objectId: `${form}/nameEdit`, text: "Q" })
      yield* client.payload("qt.properties.set", {
        objectId: "MainWindow",
        name: "size",
        value: { width: 810, height: 610 }
      })
      yield* client.payload("qt.methods.invoke", { objectId: `${form}/openDialogButton`, method: "animateClick" })
      yield* Effect.sleep(150)
      yield* client.payload("cu.key", { key: "Escape" })
      const pushed = (): Array<JsonObject> =>
        client.frames.map((frame) => toObject(typeof frame === "string" ? null : frame)).filter((frame) =>
          "method" in frame
        )
      yield* eventually(() => pushed().some((frame) => frame["method"] === "qtpilot.objectDestroyed"))
      for (const [method, samples] of Object.entries(toObject(recorded()["notifications"]))) {
        for (const wanted of toArray(samples).map(toObject)) {
          const same = pushed().find((frame) =>
            frame["method"] === method && toText(toObject(frame["params"])["type"]) === toText(wanted["type"])
          )
          const about = `${method} ${toText(wanted["type"])}`
          assert.deepStrictEqual(Object.keys(toObject(same?.["params"])).sort(), Object.keys(wanted).sort(), about)
        }
      }
    })))
})
