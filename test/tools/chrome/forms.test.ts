import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { fault } from "../../harness/fakeProbe.ts"
import { makePage, start } from "./application.ts"

describe("chr_formInput", () => {
  for (
    const [line, value, wire] of [
      [/"Name:"/, 42, "42"],
      [/"Name:"/, true, "true"],
      [/"News"/, "true", true],
      [/"News"/, 0, false],
      [/"Volume"/, "77", 77],
      [/"Land"/, "Austria", "Austria"]
    ] as const
  ) {
    it.live(`sends ${JSON.stringify(value)} to ${line.source} as ${JSON.stringify(wire)}`, () =>
      Effect.gen(function*() {
        const { call, ref, sent } = yield* start()
        yield* call("chr_formInput", { ref: ref(line), value })
        assert.strictEqual(sent.find(({ method }) => method === "chr.formInput")?.params["value"], wire)
      }))
  }

  for (
    const [line, value, wants] of [[/"News"/, "maybe", "true or false"], [/"Volume"/, "loud", "a number"], [
      /"Log"/,
      "x",
      "read-only"
    ], [/"Locked"/, "x", "disabled"]] as const
  ) {
    it.live(`refuses ${JSON.stringify(value)} for ${line.source}: ${wants}`, () =>
      Effect.gen(function*() {
        const { call, methods, ref } = yield* start()
        const said = yield* call("chr_formInput", { ref: ref(line), value })
        assert.match(said, /^ERROR .*Nothing was sent/)
        assert.include(said, wants)
        assert.notInclude(methods(), "chr.formInput")
      }))
  }

  it.live("explains the probe's refusal with what there is to choose", () =>
    Effect.gen(function*() {
      const { call, ref } = yield* start(makePage(), {
        "chr.formInput": fault("chr.formInput", -32072, "ComboBox value not found: Mars")
      })
      const said = yield* call("chr_formInput", { ref: ref(/"Land"/), value: "Mars" })
      assert.match(said, /ERROR .*no item "Mars".*"Austria".*-32072/)
    }))

  it.live("says what the field holds where that is something else", () =>
    Effect.gen(function*() {
      const { call, ref } = yield* start(makePage(), { "qt.properties.get": { value: 100 } })
      assert.match(
        yield* call("chr_formInput", { ref: ref(/"Volume"/), value: 5000 }),
        /asked for 5000, it holds "100"/
      )
    }))
})
