import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { ask, call } from "../probe/ask.ts"
import { target } from "../probe/targets.ts"
import { countOf } from "../text/values.ts"
import { make, text } from "../tool.ts"

const list = ask("qt.names.list", Schema.Record(Schema.String, Schema.String))
const validate = ask(
  "qt.names.validate",
  Schema.Array(Schema.Struct({ name: Schema.String, path: Schema.String, valid: Schema.Boolean }))
)
const stored = (method: string) =>
  ask(
    method,
    Schema.Struct({
      success: Schema.optionalKey(Schema.Boolean),
      ok: Schema.optionalKey(Schema.Boolean),
      count: Schema.optionalKey(Schema.Int)
    })
  )
const load = stored("qt.names.load")
const save = stored("qt.names.save")

const name = Schema.NonEmptyString.annotate({ description: "symbolic name" })
const filePath = Schema.NonEmptyString.annotate({ description: "path on the application's machine" })

export const nameTools = [
  make({
    name: "qt_names_register",
    kind: "admin",
    about: "Give an object a name that works as objectId.",
    params: { name, path: Param.text("ref or path") },
    wire: ["qt.names.register"],
    run: Effect.fn("qt_names_register")(function*({ name, path }) {
      const known = yield* target(path)
      if (known.path === undefined) {
        return yield* new Refused({
          reason: `${path} is a number; a name stands for a path: give the object's ref or path.`
        })
      }
      yield* call("qt.names.register", { name, path: known.path })
      return text(`${name} = ${known.path}`, { name, path: known.path })
    })
  }),
  make({
    name: "qt_names_unregister",
    kind: "admin",
    about: "Remove a symbolic name.",
    params: { name },
    wire: ["qt.names.unregister"],
    run: Effect.fn("qt_names_unregister")(function*({ name }) {
      yield* call("qt.names.unregister", { name })
      return text(`${name} removed, if it was there (the probe does not say)`, { name })
    })
  }),
  make({
    name: "qt_names_list",
    kind: "read",
    about: "Symbolic names and their paths.",
    params: {},
    wire: ["qt.names.list"],
    run: Effect.fn("qt_names_list")(function*() {
      const names = yield* list({})
      const lines = Object.entries(names).map(([key, path]) => `${key} = ${path}`)
      return text([countOf(lines.length, "name"), ...lines].join("\n"), { names })
    })
  }),
  make({
    name: "qt_names_validate",
    kind: "read",
    about: "Which symbolic names still name an object.",
    params: {},
    wire: ["qt.names.validate"],
    run: Effect.fn("qt_names_validate")(function*() {
      const names = yield* validate({})
      const lines = names.map((found) => `${found.valid ? "valid" : "INVALID"} ${found.name} = ${found.path}`)
      return text([countOf(lines.length, "name"), ...lines].join("\n"), { names })
    })
  }),
  make({
    name: "qt_names_load",
    kind: "act",
    about: "Replace the names by those of a JSON file.",
    params: { filePath },
    wire: ["qt.names.load"],
    run: Effect.fn("qt_names_load")(function*({ filePath }) {
      const { count = 0 } = yield* load({ filePath })
      return text(`${countOf(count, "name")} loaded from ${filePath}`, { count })
    })
  }),
  make({
    name: "qt_names_save",
    kind: "act",
    about: "Write the names to a file; overwrites whatever it is.",
    params: { filePath },
    wire: ["qt.names.save"],
    run: Effect.fn("qt_names_save")(function*({ filePath }) {
      const { ok, success } = yield* save({ filePath })
      // The seed reports a failure as an answer.
      if (ok !== true && success !== true) {
        return yield* new Refused({
          reason: `The application could not write ${filePath}. Is the folder there and writable?`
        })
      }
      return text(`names saved to ${filePath} on the application's machine`, { filePath })
    })
  })
]
