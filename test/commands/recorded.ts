import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as fs from "node:fs"
import * as path from "node:path"
import type { SettingsValues } from "../../src/services/Settings.ts"
import { bridge } from "../layers/record/bridge.ts"
import { directory } from "./directory.ts"

type Call = (tool: string, input?: unknown) => Effect.Effect<string>

/** Logs a session on a demo application of its own; gives the file. */
export const recorded = Effect.fnUntraced(function*(
  session: (call: Call) => Effect.Effect<unknown>,
  settings: Partial<SettingsValues> = {}
) {
  const file = path.join(yield* directory, "session.jsonl")
  yield* Effect.scoped(Effect.flatMap(bridge({ logSession: file, ...settings }), ({ call }) => session(call)))
  return file
})

/** Refs, values, failures, pictures, a subscription, a batch, and a wait that is answered after what comes behind it. */
export const session = Effect.fnUntraced(function*(call: Call) {
  yield* call("qt_objects_tree", { maxDepth: 2 })
  const found = yield* call("qt_objects_find", { name: "nameEdit" })
  const ref = /\be\d+\b/.exec(found)?.[0]
  yield* call("qt_properties_set", { objectId: ref, name: "text", value: "Ada \"`${1}\\\n Ünïcode" })
  yield* call("qt_properties_get", { objectId: ref, name: "text" })
  yield* call("qt_properties_get", { objectId: "nobody", name: "text" })
  yield* call("qt_signals_subscribe", { objectId: "nameEdit", signal: "textChanged" })
  yield* call("cu_screenshot")
  yield* call("qt_ping")
  yield* call("qtmcp_status")
  const waiting = yield* Effect.forkChild(
    call("qt_wait", { for: "value", objectId: ref, property: "text", value: "now" }),
    { startImmediately: true }
  )
  yield* call("qt_batch", {
    steps: [{ tool: "qt_properties_set", arguments: { objectId: ref, name: "text", value: "now" } }]
  })
  yield* Fiber.join(waiting)
  yield* call("ui_act", {
    steps: [{ do: "fill", target: "Email", value: "ada@example.org" }, { do: "click", target: "Submit" }]
  })
})

/** The file with a line of it changed. */
export const changed = (file: string, line: RegExp, from: string, to: string): string => {
  const other = `${file}.changed`
  const text = fs.readFileSync(file, "utf8").split("\n").map((one) => line.test(one) ? one.replace(from, to) : one)
  fs.writeFileSync(other, text.join("\n"))
  return other
}
