import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { agentOn, lines, refOn } from "./application.ts"

const applications = [
  { generation: "newest", qt: 6 },
  { generation: "newest", qt: 5 },
  { generation: "seed", qt: 6 },
  { generation: "seed", qt: 5 }
] as const

for (const application of applications) {
  describe(`dialogs on the ${application.generation} probe, Qt ${application.qt}`, () => {
    it.live("are reported by the step that opened them, with what has the focus and their size", () =>
      Effect.gen(function*() {
        const { act } = yield* agentOn(application)
        const told = yield* act({ do: "click", target: "Open Dialog" })
        assert.match(told, /^click Open Dialog; opened modal Settings; focus combobox Theme e\d+, \d+ elements$/)
      }).pipe(Effect.scoped))

    it.live("are filled and accepted in the batch that opened them", () =>
      Effect.gen(function*() {
        const { act, alive } = yield* agentOn(application)
        const told = lines(
          yield* act(
            { do: "click", target: "Open Dialog" },
            { do: "select", target: "Theme", value: "Dark" },
            { do: "set", target: "Interval", value: 30 },
            { do: "check", target: "Save automatically" },
            { do: "click", target: "OK" }
          )
        )
        assert.deepStrictEqual(told.slice(1, 5), [
          "Theme = \"Dark\"",
          "Interval = \"30\"",
          "Save automatically = on",
          "click OK; closed \"Settings\" (QDialog)"
        ])
        assert.isTrue(yield* alive)
      }).pipe(Effect.scoped))

    it.live("in front are named to whoever means the window behind", () =>
      Effect.gen(function*() {
        const { act, call, menu } = yield* agentOn(application)
        const submit = refOn(yield* call("ui_snapshot"), /^button Submit/)
        yield* act({ do: "click", target: "Open Dialog" })
        assert.match(yield* act({ do: "click", target: "Submit" }), /^ERROR .*in front is the dialog "Settings"/i)
        assert.match(
          yield* act({ do: "click", target: submit }),
          /is not on the screen now: in front is the dialog "Settings"/
        )
        assert.match(yield* menu("File/Open"), /^ERROR .*in front is the dialog "Settings"/i)
        assert.match(yield* call("ui_items", { target: "table" }), /^ERROR .*in front is the dialog "Settings"/i)
        assert.match(yield* call("ui_read", { target: "Notes" }), /^ERROR .*in front is the dialog "Settings"/i)
        assert.match(yield* call("ui_snapshot", { window: "Demo Application" }), /^window "Demo Application" .*behind/)
      }).pipe(Effect.scoped))

    it.live("message boxes are read in the line that reports them and answered by the name of a button", () =>
      Effect.gen(function*() {
        const { act, menu } = yield* agentOn(application)
        const told = yield* menu("Help/About")
        assert.include(told, ": \"qtPilot Demo 1.0, a simulated Qt application.\" [OK], 3 elements")
        assert.match(yield* act({ do: "click", target: "OK" }), /^click OK; closed "About Demo Application"/)
      }).pipe(Effect.scoped))

    it.live("of files are filled and accepted in one step", () =>
      Effect.gen(function*() {
        const { act, call, menu } = yield* agentOn(application)
        assert.match(yield* menu("File/Open"), /opened modal Open File; focus textbox File name e\d+/)
        const told = yield* act({ do: "select", value: "documents/größe.txt" })
        assert.match(told, /^Open documents\/größe\.txt; closed "Open File" \(QFileDialog\)/)
        assert.match(told, /\nin front: window Demo Application; /)
        assert.match(yield* call("ui_find", { text: "Opened documents/größe.txt" }), /^1 line\nstatus /)
      }).pipe(Effect.scoped))

    it.live("a path without a file dialog in front is refused", () =>
      Effect.gen(function*() {
        const { act } = yield* agentOn(application)
        assert.match(yield* act({ do: "select", value: "documents/a.txt" }), /^ERROR .*select needs a target/)
      }).pipe(Effect.scoped))

    it.live("are closed by their own button, and the window behind is in front again", () =>
      Effect.gen(function*() {
        const { act, call } = yield* agentOn(application)
        const told = yield* act({ do: "click", target: "Open Dialog" }, { do: "close" })
        assert.include(told, "close \"Settings\"; closed \"Settings\" (QDialog)")
        assert.match(yield* call("ui_snapshot"), /^window Demo Application/)
      }).pipe(Effect.scoped))

    it.live("a chord that opens one is told the same, and leaves the connection alive", () =>
      Effect.gen(function*() {
        const { act, alive } = yield* agentOn(application)
        assert.match(yield* act({ do: "press", target: "Name", value: "F1" }), /^press F1; opened modal About Demo/)
        assert.isTrue(yield* alive)
        assert.match(yield* act({ do: "press", value: "Return" }), /^press Return; closed "About Demo Application"/)
        assert.isTrue(yield* alive)
      }).pipe(Effect.scoped))

    it.live("closing the last window ends the application; on Qt 6 it may ask first, and is left open", () =>
      Effect.gen(function*() {
        const { act, alive } = yield* agentOn(application)
        const told = yield* act({ do: "close" })
        if (application.qt === 5) {
          assert.match(told, /^close "Demo Application"; the application shows no window any more/)
        } else {
          assert.match(told, /^ERROR .*Closing "Demo Application" may open a dialog/)
          assert.isTrue(yield* alive)
        }
      }).pipe(Effect.scoped))
  })
}

describe("refs over dialogs", () => {
  it.live("stay with their object, and never name another one after a dialog was opened again", () =>
    Effect.gen(function*() {
      const { act, call } = yield* agentOn()
      const before = yield* call("ui_snapshot")
      const refs = (outline: string) => new Set(outline.match(/\be\d+\b/g) ?? [])
      yield* act({ do: "click", target: "Open Dialog" })
      const first = yield* call("ui_snapshot")
      const theme = refOn(first, /^combobox Theme/)
      yield* act({ do: "close" })
      assert.deepStrictEqual(lines(yield* call("ui_snapshot")).slice(1), lines(before).slice(1))
      yield* act({ do: "click", target: "Open Dialog" })
      const second = yield* call("ui_snapshot")
      assert.deepStrictEqual([...refs(second)].filter((ref) => refs(first).has(ref) || refs(before).has(ref)), [])
      assert.match(yield* call("ui_read", { target: theme }), /^ERROR .*not on the screen now/)
    }).pipe(Effect.scoped))
})
