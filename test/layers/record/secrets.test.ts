import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as fs from "node:fs"
import { bridge, linesOf } from "./bridge.ts"
import { fileWith, newFile } from "./places.ts"

const plain = "hunter2"
const awkward = "p\"ä\\s{}€"
const number = "48151623"
const secrets = [plain, awkward, number]

/** Everything the file would hold of a secret, in whatever spelling, if it held it. */
const foundIn = (file: string): ReadonlyArray<string> => {
  const text = fs.readFileSync(file, "utf8")
  const once = (value: string) => JSON.stringify(value).slice(1, -1)
  return secrets.flatMap((secret) => [
    secret,
    once(secret),
    once(once(secret)),
    once(once(once(secret))),
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64")
  ]).filter((spelling) => text.includes(spelling))
}

/** A session that sends every secret through every path there is. */
const session = Effect.fnUntraced(function*(file: string, secretsFile: string | undefined) {
  const { call } = yield* bridge({ caps: ["log", "record"], logSession: undefined, secrets: secretsFile })
  yield* call("qtmcp_log_start", { path: file, level: 3 })
  yield* call("qt_events_start")
  yield* call("qtmcp_recording_start", { targets: [{ object_id: "nameEdit" }] })
  for (const secret of secrets) {
    yield* call("qt_ui_sendKeys", { objectId: "nameEdit", text: secret })
    yield* call("qt_properties_set", { objectId: "nameEdit", name: "text", value: secret })
    yield* call("qt_properties_get", { objectId: "nameEdit", name: "text" })
    yield* call("qt_objects_inspect", { objectId: "nameEdit", parts: ["properties"] })
    yield* call("qt_methods_invoke", { objectId: "notesEdit", method: "insertPlainText", args: [secret] })
    yield* call("qt_batch", {
      steps: [{ tool: "qt_properties_set", arguments: { objectId: "emailEdit", name: "text", value: `<${secret}>` } }]
    })
    yield* call("qt_objects_search", { properties: { text: secret } })
    yield* call("qt_names_register", { name: secret, path: "MainWindow" })
    yield* call("qt_names_list")
    // Errors that repeat what they were given.
    yield* call("qt_properties_get", { objectId: secret, name: "text" })
    yield* call("qt_properties_get", { objectId: "nameEdit", name: secret })
    yield* call(`qt_${secret}`)
    yield* call("qt_properties_get", { nonsense: { inner: JSON.stringify({ deep: secret }) } })
    yield* call("ui_act", { steps: [{ do: "fill", target: "Name", value: secret }] })
    yield* call("chr_readPage")
    yield* call("chr_getPageText")
    // The application gives an object this name, and notifications carry it.
    yield* call("qt_properties_set", { objectId: "submitButton", name: "objectName", value: `b${secret}` })
    yield* call("qt_signals_subscribe", { objectId: `b${secret}`, signal: "clicked" })
    yield* call("qt_ui_click", { objectId: `b${secret}` })
    yield* call("qt_properties_set", { objectId: `b${secret}`, name: "objectName", value: "submitButton" })
  }
  yield* call("qt_properties_set", { objectId: "ageSpin", name: "value", value: Number(number) })
  yield* call("qtmcp_recording_stop")
  const status = yield* call("qtmcp_log_status", { tail: 200 })
  yield* call("qtmcp_log_stop")
  return status
})

describe("secrets", () => {
  it.live("of the file are in no line, whichever way they went", () =>
    Effect.gen(function*() {
      const open = yield* newFile("open.jsonl")
      yield* session(open, undefined)
      // The test sees them all where nothing hides them, or it would see nothing anyway.
      for (const secret of secrets) {
        assert.include(foundIn(open), secret === awkward ? JSON.stringify(secret).slice(1, -1) : secret)
      }
      const masked = yield* newFile("masked.jsonl")
      const status = yield* session(masked, yield* fileWith("secrets.txt", `${secrets.join("\r\n")}\n\n`))
      assert.deepStrictEqual(foundIn(masked), [])
      for (const secret of secrets) {
        assert.notInclude(status, secret)
      }
      // What is left are whole lines with the rest of what happened.
      const lines = linesOf(masked)
      for (const dir of ["mcp_in", "mcp_out", "req", "res", "err", "ntf"]) {
        assert.isTrue(lines.some((line) => line.dir === dir && JSON.stringify(line).includes("•••")), dir)
      }
      const typed = lines.find(({ dir, tool }) => dir === "mcp_in" && tool === "qt_ui_sendKeys")
      assert.deepInclude(typed, { args: { objectId: "nameEdit", text: "•••" }, hidden: [1] })
    }), 30_000)

  it.live("are not told key by key either", () =>
    Effect.gen(function*() {
      const file = yield* newFile("keys.jsonl")
      yield* session(file, yield* fileWith("secrets.txt", plain))
      const keys = linesOf(file).filter(({ dir, params }) =>
        dir === "ntf" && /Key(Press|Release)/.test(JSON.stringify(params))
      )
      const telling = keys.filter(({ params }) => Predicate.hasProperty(params, "text") && params.text !== "")
      assert.isAbove(telling.length, 10)
      for (const { params } of telling) assert.deepInclude(params, { text: "•••", key: 0 })
      const recorded = linesOf(file).find(({ dir, tool }) => dir === "mcp_out" && tool === "qtmcp_recording_stop")
      assert.notMatch(String(recorded?.["result"]), /text="h"[^]*text="u"[^]*text="n"[^]*text="t"/)
    }), 30_000)

  it.live("a password field makes one of what goes into it, once it is known to be one", () =>
    Effect.gen(function*() {
      const file = yield* newFile("password.jsonl")
      const { call } = yield* bridge({ logSession: file })
      yield* call("qt_properties_set", { objectId: "emailEdit", name: "echoMode", value: 2 })
      yield* call("qt_objects_inspect", { objectId: "emailEdit", parts: ["properties"] })
      yield* call("qt_ui_sendKeys", { objectId: "emailEdit", text: "correct horse" })
      yield* call("qt_properties_get", { objectId: "emailEdit", name: "text" })
      const ref = /\be\d+\b/.exec(yield* call("qt_objects_find", { name: "emailEdit" }))?.[0]
      yield* call("qt_properties_set", { objectId: ref, name: "text", value: "tired donkey" })
      yield* call("ui_act", { steps: [{ do: "fill", target: "Password", value: "battery staple" }] })
      const text = fs.readFileSync(file, "utf8")
      assert.notInclude(text, "correct horse")
      assert.notInclude(text, "tired donkey")
      assert.notInclude(text, "battery staple")
      yield* call("qt_ui_sendKeys", { objectId: "nameEdit", text: "in the open" })
      assert.include(fs.readFileSync(file, "utf8"), "in the open")
    }))

  it.live("a file of secrets that cannot be read ends the start", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const error = yield* Effect.flip(bridge({ logSession: file, secrets: "/no/such/file" }))
      assert.match(error.message, /^qtmcp: --secrets \/no\/such\/file cannot be read/)
      assert.isFalse(fs.existsSync(file))
    }))
})
