import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { agentOn, lines, refOn } from "./application.ts"

const applications = [
  { generation: "newest", qt: 6 },
  { generation: "newest", qt: 5 },
  { generation: "seed", qt: 6 },
  { generation: "seed", qt: 5 }
] as const

const scripts = "Crème, Ωmega, Привет, 漢字, שלום 🎉"

for (const application of applications) {
  describe(`steps on the ${application.generation} probe, Qt ${application.qt}`, () => {
    it.live("fill replaces and type adds, any script, and read back what is there", () =>
      Effect.gen(function*() {
        const { act, call } = yield* agentOn(application)
        const told = lines(
          yield* act(
            { do: "fill", target: "Name", value: "Ada" },
            { do: "type", target: "Name", value: " L." },
            { do: "fill", target: "Email", value: scripts },
            { do: "fill", target: "Notes", value: `${scripts}\nsecond line` },
            { do: "fill", target: "Age", value: "41" }
          )
        )
        assert.deepStrictEqual(told.slice(0, 5), [
          "Name = \"Ada\"",
          "Name = \"Ada L.\"",
          `Email = ${JSON.stringify(scripts)}`,
          `Notes = ${JSON.stringify(`${scripts}\nsecond line`)}`,
          "Age = \"41\""
        ])
        assert.strictEqual(yield* call("ui_read", { target: "Notes" }), `${scripts}\nsecond line`)
      }).pipe(Effect.scoped))

    it.live("type goes to the field of the step before where no target is named", () =>
      Effect.gen(function*() {
        const { act } = yield* agentOn(application)
        const told = yield* act({ do: "fill", target: "Email", value: "a@" }, { do: "type", value: "x.org" })
        assert.include(told, "Email = \"a@x.org\"")
      }).pipe(Effect.scoped))

    it.live("check, select and set read back, and say when something else came of it", () =>
      Effect.gen(function*() {
        const { act } = yield* agentOn(application)
        const told = lines(
          yield* act(
            { do: "check", target: "Subscribe to newsletter" },
            { do: "check", target: "Subscribe to newsletter", value: "on" },
            { do: "check", target: "Subscribe to newsletter", value: false },
            { do: "select", target: "Country", value: "Spain" },
            { do: "set", target: "Volume", value: 70 },
            { do: "set", target: "Age", value: 500 }
          )
        )
        assert.deepStrictEqual(told.slice(0, 6), [
          "Subscribe to newsletter = on",
          "Subscribe to newsletter = on",
          "Subscribe to newsletter = off",
          "Country = \"Spain\"",
          "Volume = 70",
          "Age = \"120\", not \"500\""
        ])
        assert.include(told.join("\n"), "50 → 70")
      }).pipe(Effect.scoped))

    it.live("an option that is not there is refused", () =>
      Effect.gen(function*() {
        const { act, call } = yield* agentOn(application)
        assert.match(yield* act({ do: "select", target: "Country", value: "Peru" }), /^ERROR .*no option "Peru"/)
        assert.include(yield* call("ui_snapshot"), "combobox Country = \"Austria\"")
      }).pipe(Effect.scoped))

    it.live("item, check and fill find a row by its text, in the column that has it", () =>
      Effect.gen(function*() {
        const { act, call } = yield* agentOn(application)
        const told = lines(
          yield* act(
            { do: "click", target: "Table" },
            { do: "item", target: "table", value: "Delta" },
            { do: "check", target: "table", item: "Beta" },
            { do: "check", target: "table", item: "Alpha", value: "off" }
          )
        )
        assert.strictEqual(told[0], "tab Table")
        assert.match(told[1] ?? "", /^(clicked|selected) row \[3\] Delta \| 400 \| Fourth item$/)
        assert.strictEqual(told[2], "Beta | 200 | Second item = on")
        assert.strictEqual(told[3], "Alpha | 100 | First item = off")
        const items = yield* call("ui_items", { target: "table" })
        assert.include(items, "[0]  | [ ] | Alpha")
        assert.include(items, "[1]  | [x] | Beta")
      }).pipe(Effect.scoped))

    it.live("scroll, drag, press and double_click say what they did, or that nothing came of it", () =>
      Effect.gen(function*() {
        const { act } = yield* agentOn(application)
        const told = lines(
          yield* act(
            { do: "fill", target: "Name", value: "Ada" },
            { do: "press", target: "Name", value: "Shift+Home" },
            { do: "press", target: "Name", value: "Delete" },
            { do: "scroll", target: "Notes", value: "down 2" },
            { do: "drag", target: "Volume", value: [60, 0] },
            { do: "drag", target: "ColorCanvas", value: [40, 10] },
            { do: "double_click", target: "Email" }
          )
        )
        assert.strictEqual(told[2], "press Delete")
        assert.strictEqual(told[3], "scroll Notes; no visible effect")
        assert.match(told[4] ?? "", /^Volume = (?!50)\d+$/)
        assert.strictEqual(told[5], "colorCanvas; its picture has changed")
        assert.include(told.join("\n"), "focus textbox Email = \"\"")
      }).pipe(Effect.scoped))

    it.live("what is disabled, ambiguous, missing or of the wrong kind is refused and nothing is done", () =>
      Effect.gen(function*() {
        const { act, call, demo } = yield* agentOn(application)
        const before = (yield* call("ui_snapshot")).split("\n").slice(1)
        assert.match(yield* act({ do: "click", target: "Locked" }), /^ERROR .*it is disabled\. Nothing was done/)
        assert.match(
          yield* act({ do: "fill", target: "textbox", value: "x" }),
          /Several are called "textbox": textbox Name/
        )
        assert.match(yield* act({ do: "click", target: "Nix" }), /Nothing on the screen is called "Nix"/)
        assert.match(yield* act({ do: "click", target: "File" }), /File is a menu: use ui_menu/)
        assert.match(yield* act({ do: "fill", target: "Submit", value: "x" }), /takes no text/)
        assert.match(yield* act({ do: "set", target: "Volume", value: "loud" }), /takes a number/)
        assert.match(yield* act({ do: "press", target: "Name", value: "Ctrl+Nix" }), /"nix" is no key/)
        assert.match(yield* act({ do: "check", target: "Subscribe to newsletter", value: "maybe" }), /on or off/)
        assert.deepStrictEqual((yield* call("ui_snapshot")).split("\n").slice(1), before)
        assert.isTrue((yield* demo.crashed)._tag === "None")
      }).pipe(Effect.scoped))

    it.live("stops at the first that fails, with how many are left, or goes on when told to", () =>
      Effect.gen(function*() {
        const { call } = yield* agentOn(application)
        const steps = [
          { do: "fill", target: "Name", value: "Ada" },
          { do: "click", target: "Nix" },
          { do: "fill", target: "Email", value: "x" }
        ]
        const stopped = lines(yield* call("ui_act", { steps }))
        assert.strictEqual(stopped[0], "ERROR Name = \"Ada\"")
        assert.match(stopped[1] ?? "", /^step 2 \(click\) FAILED/)
        assert.strictEqual(stopped[2], "1 steps not run")
        const through = lines(yield* call("ui_act", { steps, stop_on_error: false }))
        assert.strictEqual(through[0], "Name = \"Ada\"")
        assert.match(through[1] ?? "", /^step 2 \(click\) FAILED/)
        assert.strictEqual(through[2], "Email = \"x\"")
      }).pipe(Effect.scoped))

    it.live("a row is told by its ref and label alike, and a click on it says how", () =>
      Effect.gen(function*() {
        const { act, call } = yield* agentOn(application)
        const ref = refOn(yield* call("ui_snapshot"), /^button Submit/)
        assert.match(yield* act({ do: "click", target: ref }), /^click e\d+\n/)
        const told = yield* act({ do: "click", target: "Table" }, { do: "click", target: "Gamma" })
        assert.match(told, /It is a row of table e\d+, 4 rows|It is a row of table e\d+/)
      }).pipe(Effect.scoped))

    it.live("trace says the routes", () =>
      Effect.gen(function*() {
        const { call } = yield* agentOn(application)
        const told = lines(
          yield* call("ui_act", {
            steps: [{ do: "fill", target: "Name", value: "Ada" }, { do: "click", target: "Submit" }],
            trace: true
          })
        )
        assert.strictEqual(told[0], "Name = \"Ada\" [qt.ui.sendKeys]")
        assert.strictEqual(told[1], "click Submit [animateClick]")
      }).pipe(Effect.scoped))
  })
}
