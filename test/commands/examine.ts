import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { run } from "../harness/mcp/BridgeProcess.ts"
import { directory } from "./directory.ts"

const Report = Schema.fromJsonString(Schema.Struct({
  ok: Schema.Boolean,
  checks: Schema.Array(Schema.Struct({
    name: Schema.String,
    status: Schema.Literals(["ok", "wrong", "note"]),
    message: Schema.String,
    fix: Schema.optionalKey(Schema.String)
  }))
}))
const decode = Schema.decodeUnknownSync(Report)

/** The report of a doctor in a home of its own, and how it left. */
export const examine = Effect.fnUntraced(function*(
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>> = {},
  given?: string
) {
  const home = given ?? (yield* directory)
  const { code, stderr, stdout } = yield* run(["doctor", "--json", "--no-discovery", ...args], { HOME: home, ...env })
  assert.strictEqual(stderr, "")
  const report = decode(stdout)
  assert.strictEqual(code, report.ok ? 0 : 1)
  const of = (name: string) => report.checks.filter((each) => each.name === name)
  return { ...report, of, check: (name: string) => of(name)[0] }
})
