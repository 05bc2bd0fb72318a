import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { refOn } from "../../harness/onDemo.ts"
import { makePage, nodes, start } from "./application.ts"

describe("a ref of the page", () => {
  it.live("names the same element in every reading, and the probe is told its name of now", () =>
    Effect.gen(function*() {
      let shown = nodes
      const page = makePage(() => shown)
      const { call, ref, sent, text } = yield* start(page, {
        "chr.formInput": ({ ref: wire }: { readonly ref: string }) => {
          assert.strictEqual(page.live.get(wire), "Name:")
          return { success: true }
        }
      })
      assert.strictEqual(yield* call("chr_readPage"), text)
      shown = [{ role: "text", name: "New first line", objectId: "W/new" }, ...nodes]
      const later = yield* call("chr_readPage")
      assert.strictEqual(refOn(later, /Name:/), ref(/Name:/))
      assert.notInclude(text, refOn(later, /New first/))
      assert.match(yield* call("chr_formInput", { ref: ref(/Name:/), value: "Ada" }), /^set textbox "Name:"/)
      assert.strictEqual(sent.filter(({ method }) => method === "chr.formInput").length, 1)
    }))

  it.live("whose element is gone is refused, and nothing is done", () =>
    Effect.gen(function*() {
      let shown = nodes
      const { call, methods, ref } = yield* start(makePage(() => shown))
      shown = nodes.slice(1)
      assert.match(yield* call("chr_click", { ref: ref(/"Go"/) }), /ERROR .*not on the page any more.*window "Form"/)
      assert.match(yield* call("chr_click", { ref: "ref_9999" }), /ERROR ref_9999 is not a ref of this connection/)
      assert.notInclude(methods(), "chr.click")
      assert.notInclude(methods(), "qt.methods.invoke")
    }))

  it.live("is used before another tool reads the page again", () =>
    Effect.gen(function*() {
      const page = makePage()
      const { call, ref } = yield* start(page, {
        "chr.readPage": () => Effect.andThen(Effect.sleep(5), Effect.sync(page.read)),
        // So much time is between the reading and the use of the name.
        "chr.getPageText": () => Effect.andThen(Effect.sleep(30), Effect.succeed({ text: "" })),
        "chr.navigate": ({ ref: wire }: { readonly ref: string }) => {
          assert.strictEqual(page.live.get(wire), "List")
          return { navigated: true }
        }
      })
      const navigate = call("chr_navigate", { ref: ref(/tab "List"/) })
      const [said] = yield* Effect.all([navigate, call("chr_readPage"), call("chr_readPage")], {
        concurrency: "unbounded"
      })
      assert.match(said, /^activated tab "List"/)
    }))
})
