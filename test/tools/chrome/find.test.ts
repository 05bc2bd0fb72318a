import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { fault } from "../../harness/fakeProbe.ts"
import { makePage, start } from "./application.ts"

describe("chr_find", () => {
  it.live("answers with the refs of the page", () =>
    Effect.gen(function*() {
      const { call, ref } = yield* start(makePage(), {
        "chr.find": { matches: [{ ref: "ref_900", role: "button", name: "Go", className: "QPushButton" }], count: 1 }
      })
      assert.strictEqual(yield* call("chr_find", { query: "go" }), `1 match\nbutton "Go" ${ref(/"Go"/)}`)
    }))

  it.live("with too many matches tells the kinds of them", () =>
    Effect.gen(function*() {
      const { call, ref } = yield* start(makePage(), {
        "chr.find": fault("chr.find", -32074, "Found 35 matches for \"o\".")
      })
      const said = yield* call("chr_find", { query: "o" })
      assert.match(said, /ERROR Found 35.*2 button \(Go .*-32074/)
      assert.include(said, ref(/"Go"/))
    }))
})
