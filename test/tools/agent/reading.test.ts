import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { pngSize } from "../../../src/tools/image.ts"
import { agentOn, lines, refOn } from "./application.ts"

for (const generation of ["newest", "seed"] as const) {
  describe(`reading on the ${generation} probe`, () => {
    it.live("ui_snapshot: the window, or a part of it, to a depth, or what is hidden", () =>
      Effect.gen(function*() {
        const { act, call } = yield* agentOn({ generation })
        const whole = lines(yield* call("ui_snapshot"))
        assert.match(whole[0] ?? "", /^window Demo Application; focus e\d+$/)
        assert.include(whole, "menubar File | Edit | Help")
        assert.match(whole.at(-1) ?? "", /^\(\d+ hidden\)$/)
        assert.deepStrictEqual(
          whole.filter((line) => /^textbox|^spin|^combo|^check|^slider/.test(line)).map((line) =>
            line.replace(/ e\d+$/, "")
          ),
          [
            "textbox Name = \"\"",
            "textbox Email = \"\"",
            "spinbutton Age = \"30\"",
            "combobox Country = \"Austria\"",
            "checkbox Subscribe to newsletter = off",
            "slider Volume = 50",
            "textbox Notes = \"\""
          ]
        )
        yield* act({ do: "click", target: "Table" })
        const part = lines(yield* call("ui_snapshot", { in: "table" }))
        assert.match(part[1] ?? "", /^table e\d+, 4 rows$/)
        assert.strictEqual(part[2]?.trim(), "State | Active | Name | Value | Description:")
        assert.match(
          yield* call("ui_snapshot", { in: "hidden" }),
          /^\d+ hidden objects\n[\s\S]*list QListWidget listWidget/
        )
        assert.match(
          yield* call("ui_snapshot", { window: "Nix" }),
          /^ERROR No window "Nix". There are: "Demo Application"/
        )
      }).pipe(Effect.scoped))

    it.live("ui_find: lines with a text, by role and place", () =>
      Effect.gen(function*() {
        const { call } = yield* agentOn({ generation })
        assert.match(yield* call("ui_find", { text: "NAME" }), /^1 line\ntextbox Name = "" e\d+$/)
        assert.match(yield* call("ui_find", { text: "o", role: "button" }), /^\d+ lines\nbutton /)
        assert.strictEqual(yield* call("ui_find", { text: "nothing of the kind" }), "0 lines")
        assert.strictEqual(yield* call("ui_find", { text: "bobox" }), "0 lines")
        assert.match(yield* call("ui_find", { text: "combobox" }), /^1 line\ncombobox Country/)
        assert.strictEqual(yield* call("ui_find", { text: "Name", in: "toolbar" }), "0 lines")
      }).pipe(Effect.scoped))

    it.live("ui_items: rows by number, columns, text, of lists, tables, trees and combos", () =>
      Effect.gen(function*() {
        const { act, call } = yield* agentOn({ generation })
        if (generation === "newest") {
          assert.deepStrictEqual(lines(yield* call("ui_items", { target: "Country", rows: [1, 2] })), [
            "5 rows",
            "[1] France",
            "[2] Germany",
            "… 2 more: rows [3, 52]"
          ])
        }
        yield* act({ do: "click", target: "Table" })
        assert.deepStrictEqual(lines(yield* call("ui_items", { target: "table", rows: [1, 2], columns: [1, 2] })), [
          "4 rows",
          "State | Active | Name | Value | Description:",
          "[1] [ ] | Beta",
          "[2] [ ] | Gamma",
          "… 1 more: rows [3, 52]"
        ])
        const found = yield* call("ui_items", { target: "table", text: "third" })
        assert.match(found, /^4 rows, 1 with "third"\n.*\n\[2\]  \| \[ \] \| Gamma \| 300 \| Third item$/)
        yield* act({ do: "click", target: "Tree" })
        assert.match(yield* call("ui_items", { target: "tree", text: "Aura" }), /\n\[1,0\] MAC Aura XB/)
        assert.match(yield* call("ui_items", { target: "Submit" }), /^ERROR /)
        assert.match(yield* call("ui_items", { target: "List" }), /^ERROR tab List has no rows. Click it first/)
      }).pipe(Effect.scoped))

    it.live("ui_read: what an element shows, or a property of it", () =>
      Effect.gen(function*() {
        const { act, call } = yield* agentOn({ generation })
        yield* act({ do: "fill", target: "Notes", value: "a \"b\"\nc" })
        assert.strictEqual(yield* call("ui_read", { target: "Notes" }), "a \"b\"\nc")
        assert.strictEqual(yield* call("ui_read", { target: "Volume" }), "50")
        assert.match(yield* call("ui_read", { target: "Submit" }), /^button Submit e\d+$/)
        assert.strictEqual(
          yield* call("ui_read", { target: "Name", what: "placeholderText" }),
          "placeholderText = \"Enter your name\""
        )
        assert.strictEqual(yield* call("ui_read", { target: "Name", what: "class" }), "class = QLineEdit")
        assert.match(yield* call("ui_read", { target: "Name", what: "bounds" }), /^bounds = \d+,\d+ 656x26$/)
        assert.match(yield* call("ui_read", { target: "Name", what: "nix" }), /^ERROR /)
      }).pipe(Effect.scoped))

    it.live("ui_screenshot: the window or an element, not larger than asked for", () =>
      Effect.gen(function*() {
        const { run } = yield* agentOn({ generation })
        const size = (input: unknown) =>
          Effect.map(run("ui_screenshot", input), ({ content }) => {
            const [image] = content.flatMap((part) => part.type === "image" ? [part.data] : [])
            return image === undefined ? undefined : pngSize(Buffer.from(image, "base64"))
          })
        assert.deepStrictEqual(yield* size({}), { width: 800, height: 600 })
        assert.deepStrictEqual(yield* size({ max: 400 }), { width: 400, height: 300 })
        assert.deepStrictEqual(yield* size({ target: "ColorCanvas" }), { width: 656, height: 100 })
      }).pipe(Effect.scoped))

    it.live("refs are the same over snapshots", () =>
      Effect.gen(function*() {
        const { act, call } = yield* agentOn({ generation })
        const before = yield* call("ui_snapshot")
        yield* act({ do: "fill", target: "Name", value: "x" }, { do: "click", target: "List" }, {
          do: "click",
          target: "Form"
        })
        const after = yield* call("ui_snapshot")
        for (const line of [/^textbox Name/, /^button Submit/, /^slider Volume/, /^picture/]) {
          assert.strictEqual(refOn(after, line), refOn(before, line))
        }
      }).pipe(Effect.scoped))
  })
}

describe("waiting", () => {
  it.live("for a window, a text, a value, something gone, quiet", () =>
    Effect.gen(function*() {
      const { act, call } = yield* agentOn()
      const window = yield* Effect.forkChild(call("ui_wait", { for: "window", target: "Settings" }))
      yield* act({ do: "click", target: "Open Dialog" })
      assert.match(yield* Fiber.join(window), /^modal Settings/)
      const gone = yield* Effect.forkChild(call("ui_wait", { for: "gone", target: "Settings" }))
      yield* act({ do: "close" })
      assert.strictEqual(yield* Fiber.join(gone), "Settings is gone")
      const text = yield* Effect.forkChild(call("ui_wait", { for: "text", value: "Submitted: Ada" }))
      const value = yield* Effect.forkChild(call("ui_wait", { for: "value", target: "Volume", value: 70 }))
      yield* act(
        { do: "fill", target: "Name", value: "Ada" },
        { do: "set", target: "Volume", value: 70 },
        { do: "click", target: "Submit" }
      )
      assert.include(yield* Fiber.join(text), "Submitted: Ada")
      assert.strictEqual(yield* Fiber.join(value), "Volume = 70")
      assert.match(yield* call("ui_wait", { for: "idle" }), /^window Demo Application/)
    }).pipe(Effect.scoped))

  it.live("in vain says what was last seen", () =>
    Effect.gen(function*() {
      const { call } = yield* agentOn()
      const wait = (input: Record<string, unknown>) => call("ui_wait", { ...input, timeout: 200 })
      assert.match(yield* wait({ for: "window", target: "Settings" }), /in vain .*Last seen: window Demo Application/)
      assert.match(yield* wait({ for: "value", target: "Volume", value: 51 }), /Last seen: Volume = 50\.$/)
      assert.match(yield* wait({ for: "gone", target: "Submit" }), /Last seen: Submit is still there\.$/)
      assert.match(yield* wait({ for: "text", value: "never" }), /Last seen: not in window Demo Application/)
      assert.match(yield* wait({ for: "text" }), /needs a target/)
    }).pipe(Effect.scoped))
})
