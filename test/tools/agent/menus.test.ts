import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { agentOn, lines } from "./application.ts"

const openMenus = (outline: string) => outline.includes("QMenu")

for (const generation of ["newest", "seed"] as const) {
  describe(`menus on the ${generation} probe`, () => {
    it.live("are listed with what is below and what is disabled, and closed again", () =>
      Effect.gen(function*() {
        const { call, menu } = yield* agentOn({ generation })
        assert.deepStrictEqual(lines(yield* menu("", "list")), ["File ▸", "Edit ▸", "Help ▸"])
        assert.deepStrictEqual(lines(yield* menu("File", "list")), ["Open", "Save (disabled)", "Quit"])
        assert.isFalse(openMenus(yield* call("ui_snapshot")))
      }).pipe(Effect.scoped))

    it.live("say what is there where a name is not", () =>
      Effect.gen(function*() {
        const { menu } = yield* agentOn({ generation })
        assert.match(
          yield* menu("File/Print"),
          /^ERROR There is no "Print" in this menu; there is: Open, Save \(disabled\), Quit/
        )
        assert.match(yield* menu("Nix", "list"), /^ERROR There is no "Nix"; there is: File ▸, Edit ▸, Help ▸/)
        assert.match(yield* menu("File"), /^ERROR File is a menu with Open/)
      }).pipe(Effect.scoped))

    it.live("take names without case, mnemonic and ellipsis, and answer with what the action did", () =>
      Effect.gen(function*() {
        const { act, menu } = yield* agentOn({ generation })
        assert.match(yield* menu("&help > about..."), /^triggered About; opened modal About Demo Application/)
        yield* act({ do: "click", target: "OK" })
        yield* act({ do: "fill", target: "Name", value: "Ada" })
        const told = yield* menu("Edit/Clear form")
        assert.match(told, /^triggered Clear form\n/)
        assert.include(told, "textbox Name = \"Ada\" → \"\"")
      }).pipe(Effect.scoped))

    it.live("do not trigger what is disabled", () =>
      Effect.gen(function*() {
        const { menu } = yield* agentOn({ generation })
        assert.strictEqual(yield* menu("File/Save"), "ERROR Save is disabled. Nothing was done.")
      }).pipe(Effect.scoped))

    it.live("say when nothing came of an action", () =>
      Effect.gen(function*() {
        const { menu } = yield* agentOn({ generation, qt: 5 })
        assert.strictEqual(yield* menu("Edit/Copy"), "triggered Copy; no visible effect")
      }).pipe(Effect.scoped))

    it.live("on Qt 6 refuse an action without a tool button where there is no X11; Qt 5 takes it", () =>
      Effect.gen(function*() {
        const six = yield* agentOn({ generation, qt: 6 })
        const refused = yield* six.menu("Edit/Copy")
        assert.match(refused, /^ERROR Copy was not triggered: it may open a dialog/)
        assert.include(refused, "xdotool")
        assert.isTrue(yield* six.alive)
        const five = yield* agentOn({ generation, qt: 5 })
        assert.match(yield* five.menu("File/Quit"), /^triggered Quit; the application shows no window any more/)
      }).pipe(Effect.scoped))

    it.live("a dialog that an action opens on Qt 5 is told at once, though the answer comes when it closes", () =>
      Effect.gen(function*() {
        const { act, alive, call } = yield* agentOn({ generation, qt: 5 })
        const told = yield* call("ui_menu", { path: "Edit/Settings", do: "trigger", trace: true })
        assert.match(told, /^triggered Settings \[trigger\]; opened modal Settings; focus combobox Theme/)
        assert.isTrue(yield* alive)
        assert.include(yield* act({ do: "click", target: "OK" }), "closed \"Settings\"")
        assert.isTrue(yield* alive)
      }).pipe(Effect.scoped))

    it.live("a dialog that an action would open on Qt 6 is not opened, by the menu or by its shortcut", () =>
      Effect.gen(function*() {
        const { act, alive, call, menu } = yield* agentOn({ generation, qt: 6 })
        assert.match(yield* menu("Edit/Settings"), /^ERROR Settings was not triggered/)
        assert.match(yield* act({ do: "press", target: "Name", value: "Ctrl+P" }), /^ERROR .*Ctrl\+P runs an action/)
        assert.isTrue(yield* alive)
        assert.match(yield* call("ui_snapshot"), /^window Demo Application/)
      }).pipe(Effect.scoped))

    it.live("of a target are its own actions", () =>
      Effect.gen(function*() {
        const { call } = yield* agentOn({ generation })
        const listed = lines(yield* call("ui_menu", { target: "Demo Application", do: "list" }))
        assert.include(listed, "Copy")
        assert.include(listed, "Save (disabled)")
        const none = yield* call("ui_menu", { target: "Name", do: "list" })
        assert.match(none, /^no actions of its own/)
        const done = yield* call("ui_menu", { target: "Demo Application", path: "Clear form", do: "trigger" })
        assert.match(done, /^triggered Clear form/)
        const off = yield* call("ui_menu", { target: "Demo Application", path: "Save", do: "trigger" })
        assert.strictEqual(off, "ERROR Save is disabled. Nothing was done.")
      }).pipe(Effect.scoped))

    it.live("an open one is closed by close, which then closes nothing else", () =>
      Effect.gen(function*() {
        const { act, call, demo } = yield* agentOn({ generation })
        yield* demo.openContextMenu
        assert.include(yield* call("ui_snapshot"), "untitled QMenu")
        assert.include(yield* act({ do: "close" }), "closed untitled QMenu")
        assert.match(yield* call("ui_snapshot"), /^window Demo Application/)
      }).pipe(Effect.scoped))
  })
}
