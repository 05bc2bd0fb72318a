import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { agentOn, lines } from "./application.ts"

describe("what only one of them can", () => {
  it.live("a cell is filled through the view's own editor", () =>
    Effect.gen(function*() {
      for (const application of [{ qt: 6 }, { qt: 5 }, { generation: "seed", qt: 5 }] as const) {
        const { act, call } = yield* agentOn(application)
        yield* act({ do: "click", target: "Table" })
        assert.match(
          yield* act({ do: "fill", target: "table", item: "Second item", value: "Grün" }),
          /^Second item|^ERROR/
        )
        const told = yield* act({ do: "fill", target: "table", item: "Beta", value: "Grün" })
        assert.match(told, /^Beta = "Grün"/)
        assert.include(yield* call("ui_items", { target: "table", text: "Grün" }), "1 with \"Grün\"")
      }
    }).pipe(Effect.scoped))

  it.live("a cell in a column by its title", () =>
    Effect.gen(function*() {
      const { act, call } = yield* agentOn()
      const told = yield* act(
        { do: "click", target: "Table" },
        { do: "fill", target: "table", item: "Alpha", column: "Name", value: "Ant" }
      )
      assert.include(told, "Alpha = \"Ant\"")
      assert.include(yield* call("ui_items", { target: "table" }), "Ant | 100")
      const missing = yield* act({ do: "fill", target: "table", item: "Ant", column: "Nix", value: "x" })
      assert.include(missing, "no column \"Nix\"; there is: State, Active, Name, Value, Description")
      const fixed = yield* act({ do: "fill", target: "table", item: "Ant", column: "Description", value: "x" })
      assert.match(fixed, /^ERROR .*can be edited/)
    }).pipe(Effect.scoped))

  it.live("a row that several have the text of is refused with all of them", () =>
    Effect.gen(function*() {
      const { act } = yield* agentOn()
      const told = yield* act({ do: "click", target: "Table" }, { do: "item", target: "table", value: "item" })
      assert.match(told, /Several rows have "item": \[0\] Alpha/)
    }).pipe(Effect.scoped))

  it.live("rows that are scrolled out and deep in a tree are found in the model", () =>
    Effect.gen(function*() {
      const { act } = yield* agentOn()
      const told = lines(
        yield* act(
          { do: "click", target: "List" },
          { do: "check", target: "list", item: "Item 35" },
          { do: "click", target: "Tree" },
          { do: "item", target: "tree", value: "MAC Aura XB" }
        )
      )
      assert.strictEqual(told[1], "Item 35 = on")
      assert.match(told[3] ?? "", /row \[1,0\] MAC Aura XB/)
    }).pipe(Effect.scoped))

  it.live("a long value is told by its beginning and its length", () =>
    Effect.gen(function*() {
      const { act, call } = yield* agentOn()
      const long = "word ".repeat(400)
      assert.match(
        yield* act({ do: "fill", target: "Notes", value: long }),
        /^Notes = "(word ){50,}.*… \(2002 characters/
      )
      assert.strictEqual(yield* call("ui_read", { target: "Notes" }), long)
    }).pipe(Effect.scoped))

  it.live("changes are told in fifteen lines at most", () =>
    Effect.gen(function*() {
      const { act } = yield* agentOn()
      const told = lines(yield* act({ do: "click", target: "List" }))
      assert.strictEqual(told.length, 1 + 15)
      assert.match(told.at(-1) ?? "", /^… \d+ more changes \(ui_snapshot\)$/)
    }).pipe(Effect.scoped))
})

describe("on Qt 6 without X11", () => {
  it.live("what may open a dialog is left undone, and the connection lives", () =>
    Effect.gen(function*() {
      const { act, alive } = yield* agentOn({ qt: 6 })
      assert.match(
        yield* act({ do: "click", target: "ColorCanvas" }),
        /ColorCanvas may open a dialog.*Nothing was done/
      )
      yield* act({ do: "click", target: "Table" })
      assert.match(yield* act({ do: "double_click", target: "table", item: "Alpha" }), /may open a dialog/)
      assert.match(yield* act({ do: "press", target: "table", value: "Return" }), /may open a dialog/)
      assert.match(yield* act({ do: "drag", target: "table", value: [10, 10] }), /may open a dialog/)
      assert.match(yield* act({ do: "press", target: "table", value: "Ctrl+Q" }), /may open a dialog/)
      assert.isTrue(yield* alive)
    }).pipe(Effect.scoped))

  it.live("an item is selected and not clicked", () =>
    Effect.gen(function*() {
      const { act } = yield* agentOn({ qt: 6 })
      yield* act({ do: "click", target: "Table" })
      assert.match(yield* act({ do: "item", target: "table", value: "Gamma" }), /^selected row \[2\]/)
    }).pipe(Effect.scoped))
})

describe("on Qt 5", () => {
  it.live("the wire does all of it", () =>
    Effect.gen(function*() {
      const { act } = yield* agentOn({ qt: 5 })
      assert.match(yield* act({ do: "click", target: "ColorCanvas" }), /^click ColorCanvas; its picture has changed/)
      const told = lines(
        yield* act(
          { do: "click", target: "Table" },
          { do: "item", target: "table", value: "Gamma" },
          { do: "double_click", target: "table", item: "Alpha" },
          { do: "press", value: "Esc" }
        )
      )
      assert.match(told[1] ?? "", /^clicked row \[2\]/)
      assert.match(told[2] ?? "", /^double-clicked row \[0\]/)
    }).pipe(Effect.scoped))
})
