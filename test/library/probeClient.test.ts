import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { ProbeClient } from "../../src/index.ts"
import * as Demo from "../../src/layers/demo/Demo.ts"

const { methods } = ProbeClient

/** A script on a demo application of this generation. */
const onDemo = (generation: "newest" | "seed") => <A, E, R>(script: (demo: Demo.Demo) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const demo = yield* Demo.start({ generation })
    return yield* Effect.provide(script(demo), ProbeClient.layer({ wsUrl: demo.url, discovery: false }))
  })

for (const generation of ["newest", "seed"] as const) {
  const run = onDemo(generation)

  describe(`a script on a probe of the ${generation} generation`, () => {
    it.live("looks at windows, objects, places and pictures", () =>
      run(() =>
        Effect.gen(function*() {
          assert.isAtLeast(yield* methods.ping, 0)
          assert.deepStrictEqual((yield* methods.windows).map(({ windowTitle }) => windowTitle), ["Demo Application"])
          const { count, objects: [first] } = yield* methods.find({ className: "QLineEdit" })
          assert.isAtLeast(count, 2)
          assert.strictEqual(first?.className, "QLineEdit")
          assert.isNotEmpty((yield* methods.tree({ maxDepth: 2 })).children ?? [])
          const { info, signals = [] } = yield* methods.inspect("submitButton", ["info", "signals"])
          assert.deepStrictEqual([info?.className, info?.enabled], ["QPushButton", true])
          assert.include(signals.map(({ name }) => name), "clicked")
          const { global } = yield* methods.geometry("submitButton")
          const hit = yield* methods.hitTest({ x: global.x + 5, y: global.y + 5 })
          assert.strictEqual(hit.className, "QPushButton")
          assert.match(yield* methods.screenshot("submitButton"), /^iVBORw0KGgo/)
        })
      ))

    it.live("types, sets, clicks and invokes, and hears the signals of it", () =>
      run((demo) =>
        Effect.gen(function*() {
          yield* methods.type("nameEdit", "Grüße, Ada")
          assert.strictEqual(yield* methods.property("nameEdit", "text"), "Grüße, Ada")
          yield* methods.press("nameEdit", "Ctrl+A")
          assert.strictEqual(yield* methods.property("nameEdit", "selectedText"), "Grüße, Ada")
          yield* methods.setProperty("ageSpin", "value", "33")
          assert.strictEqual(yield* methods.property("ageSpin", "value"), 33)
          const heard = yield* Effect.forkChild(
            Stream.runCollect(Stream.take(methods.emissions("submitButton", "clicked"), 2)),
            {
              startImmediately: true
            }
          )
          yield* Effect.repeat(Effect.andThen(Effect.sleep("5 millis"), demo.requests), {
            until: (sent) => sent.some(({ method }) => method === "qt.signals.subscribe")
          })
          yield* methods.click("submitButton")
          yield* methods.click("submitButton", { x: 4, y: 4 })
          assert.deepStrictEqual((yield* Fiber.join(heard)).map(({ signal }) => signal), ["clicked", "clicked"])
          assert.isUndefined(yield* methods.invoke("nameEdit", "clear"))
          assert.strictEqual(yield* methods.property("nameEdit", "text"), "")
        })
      ))

    it.live("reads and searches models", () =>
      run(() =>
        Effect.gen(function*() {
          const [model] = yield* methods.models({})
          const objectId = model?.objectId ?? ""
          const { rows, totalRows } = yield* methods.rows(objectId, { limit: 2 })
          assert.strictEqual(rows.length, Math.min(2, totalRows))
          const text = String(Object.values(rows[1]?.cells[0] ?? {})[0])
          const { matches } = yield* methods.search(objectId, text, { match: "exact" })
          assert.deepStrictEqual(matches[0]?.path, rows[1]?.path)
        })
      ))

    it.live("is kept from what would crash the application, or would not do what it says", () =>
      run((demo) =>
        Effect.gen(function*() {
          const faults = yield* Effect.all([
            Effect.flip(methods.press("nameEdit", "Ctrl")),
            Effect.flip(methods.setProperty("ageSpin", "value", "many")),
            Effect.flip(methods.invoke("nameEdit", "explode")),
            Effect.flip(methods.property("nobody", "text")),
            Effect.flip(methods.setProperty("nameEdit", "nothing", 1))
          ])
          assert.deepStrictEqual(faults.map(({ _tag }) => _tag), [
            "Refused",
            "Refused",
            "Refused",
            "ProbeFault",
            "ProbeFault"
          ])
          const sent = (yield* demo.requests).map(({ method }) => method)
          for (const acting of ["qt.ui.sendKeys", "qt.properties.set", "qt.methods.invoke"]) {
            assert.notInclude(sent, acting)
          }
        })
      ))
  })
}
