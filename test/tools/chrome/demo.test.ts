import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { chromeTools } from "../../../src/tools/chrome/tools.ts"
import { onDemo, refOn } from "../../harness/onDemo.ts"

for (const generation of ["newest", "seed"] as const) {
  describe(`the page of the demo, ${generation}`, () => {
    const start = Effect.fnUntraced(function*() {
      const demo = yield* onDemo(chromeTools, { generation })
      const text = yield* demo.call("chr_readPage")
      return { ...demo, text, ref: (line: RegExp) => refOn(text, line) }
    })

    it.live("is an outline with values, in which what is hidden has one line", () =>
      Effect.gen(function*() {
        const { call, ref, text } = yield* start()
        assert.match(text, /^window "Demo Application"/)
        assert.match(text, /textbox "Name:" = ""/)
        assert.match(text, /combobox "Austria" = "Austria" \[Austria \| France/)
        assert.match(text, /slider "Volume:" = "50"/)
        assert.match(text, /listTab" ref_\d+ hidden \(\d+ inside\)/)
        assert.notInclude(text, "Item 3")
        const interactive = yield* call("chr_readPage", { filter: "interactive" })
        assert.isBelow(interactive.length, text.length)
        assert.notMatch(interactive, /^ *text /m)
        assert.strictEqual(refOn(interactive, /"Submit"/), ref(/"Submit"/))
        const tab = yield* call("chr_readPage", { ref_id: ref(/listTab/) })
        assert.match(tab, /^generic "listTab"/)
        assert.include(tab, "Item 3")
        assert.match(yield* call("chr_readPage", { maxDepth: 1 }), /below depth 1 is shown/)
        assert.match(yield* call("chr_readPage", { max_chars: 600 }), /cut at max_chars 600/)
      }))

    it.live("is filled in, clicked and read back", () =>
      Effect.gen(function*() {
        const { call, demo, ref } = yield* start()
        assert.match(yield* call("chr_formInput", { ref: ref(/textbox "Name:"/), value: "Grüße 漢字" }), /"Grüße 漢字"/)
        assert.match(
          yield* call("chr_formInput", { ref: ref(/combobox/), value: "France" }),
          /currentText: "Austria" → "France"/
        )
        assert.match(yield* call("chr_formInput", { ref: ref(/slider/), value: "77" }), /value: 50 → 77/)
        assert.match(yield* call("chr_click", { ref: ref(/checkbox/) }), /checked: false → true/)
        assert.match(yield* call("chr_formInput", { ref: ref(/checkbox/), value: false }), /checked: true → false/)
        assert.match(yield* call("chr_click", { ref: ref(/"Submit"/) }), /Submitted: Grüße 漢字/)
        assert.include(yield* call("chr_getPageText"), "Grüße 漢字")
        assert.match(yield* call("chr_readConsoleMessages", { pattern: "^Submitted" }), /^[\d:.]+ debug Submitted/)
        assert.strictEqual((yield* demo.crashed)._tag, "None")
      }))

    it.live("keeps a ref over tabs and other readings", () =>
      Effect.gen(function*() {
        const { call, ref } = yield* start()
        assert.match(yield* call("chr_navigate", { ref: ref(/tab "List"/) }), /^activated tab "List".*\+"Item 1"/)
        const list = yield* call("chr_readPage", { filter: "interactive" })
        assert.match(yield* call("chr_click", { ref: refOn(list, /"Item 3"/) }), /selected: false → true/)
        assert.match(yield* call("chr_click", { ref: ref(/"Submit"/) }), /ERROR .*not visible/)
        assert.match(yield* call("chr_navigate", { ref: ref(/tab "Form"/) }), /^activated tab "Form"/)
        assert.strictEqual(refOn(yield* call("chr_find", { query: "submit" }), /"Submit"/), ref(/"Submit"/))
        assert.match(yield* call("chr_find", { query: "q" }), /ERROR Found \d+ matches.*-32074/)
      }))

    it.live("follows the windows: a dialog is opened, driven and closed", () =>
      Effect.gen(function*() {
        const { call, ref } = yield* start()
        assert.match(yield* call("chr_click", { ref: ref(/"Open Dialog/) }), /opened "/)
        assert.match(yield* call("chr_tabsContext"), /active/)
        const dialog = yield* call("chr_readPage")
        assert.match(dialog, /^dialog "/)
        assert.match(
          yield* call("chr_click", { ref: ref(/"Submit"/) }),
          /ERROR .*another window than the active one, dialog "/
        )
        const button = refOn(dialog, /button "(OK|Cancel|Close)"/)
        assert.match(yield* call("chr_click", { ref: button }), /closed "/)
        assert.match(yield* call("chr_click", { ref: ref(/"Submit"/) }), /Submitted/)
      }))

    it.live("opens a menu by its menu-bar item", () =>
      Effect.gen(function*() {
        const { call, ref } = yield* start()
        assert.match(yield* call("chr_click", { ref: ref(/menuitem "File"/) }), /opened untitled QMenu/)
      }))
  })
}
