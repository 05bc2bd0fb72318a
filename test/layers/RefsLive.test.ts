import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as fc from "fast-check"
import * as RefsLive from "../../src/layers/RefsLive.ts"
import { Refs } from "../../src/services/Refs.ts"

const target = (n: number) => ({ id: `#${n}`, path: `window/object${n}`, className: "QWidget" })

/** What a random client does: name an object or a node on a connection, or go over to the next one. */
const step = fc.oneof(
  fc.record({ kind: fc.constant("object" as const), n: fc.nat(8), back: fc.nat(2) }),
  fc.record({ kind: fc.constant("node" as const), n: fc.nat(8), back: fc.nat(2) }),
  fc.record({ kind: fc.constant("connect" as const), n: fc.constant(0), back: fc.constant(0) })
)

describe("refs", () => {
  it.effect("name one object for the life of a connection and never another, whoever still speaks of an earlier one", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60 }), (steps) =>
          Effect.runPromise(
            Effect.gen(function*() {
              const refs = yield* Refs
              const owner = new Map<string, string>()
              let connection = 1
              const alive = new Map<string, number>()
              for (const { back, kind, n } of steps) {
                if (kind === "connect") {
                  connection += 1
                  alive.clear()
                  // A new connection is known by the first name on it.
                  refs.forgetNodes(connection)
                  continue
                }
                const of = Math.max(1, connection - back)
                const ref = kind === "object" ? refs.issue(of, target(n)) : refs.issueNode(of, `key${n}`, `probe${n}`)
                const means = `${of} ${kind} ${n}`
                if (of === connection) {
                  assert.strictEqual(owner.get(ref) ?? means, means)
                  alive.set(ref, n)
                } else assert.isUndefined(owner.get(ref), "a late name is a new one")
                owner.set(ref, means)
              }
              for (const [ref, means] of owner) {
                const isNode = ref.startsWith("ref_")
                const exit = yield* Effect.exit(
                  isNode
                    ? Effect.map(refs.resolveNode(connection, ref), ({ key }) => key)
                    : Effect.map(refs.resolve(connection, ref), (found) => found?.path ?? "")
                )
                const n = alive.get(ref)
                if (n === undefined) assert.isTrue(Exit.isFailure(exit), `${ref} ${means}`)
                else assert.deepStrictEqual(exit, Exit.succeed(isNode ? `key${n}` : target(n).path))
              }
            }).pipe(Effect.provide(RefsLive.layer))
          )),
        { numRuns: 200 }
      )
    ))

  it.effect("are the same for the same object, and no ref is an id of the probe", () =>
    Effect.gen(function*() {
      const refs = yield* Refs
      const first = refs.issue(1, target(1))
      assert.strictEqual(refs.issue(1, target(1)), first)
      assert.notStrictEqual(refs.issue(1, target(2)), first)
      for (const id of ["#12", "12", "window/button", "e", "e1x", "E1", ""]) {
        assert.isUndefined(yield* refs.resolve(1, id))
      }
      assert.include((yield* Effect.flip(refs.resolve(1, "e999"))).message, "Take a fresh outline")
    }).pipe(Effect.provide(RefsLive.layer)))

  it.effect("of a page keep their node over readings; one that is not shown any more has no name at the probe", () =>
    Effect.gen(function*() {
      const refs = yield* Refs
      const ref = refs.issueNode(1, "button", "ref_3")
      refs.forgetNodes(1)
      assert.deepStrictEqual(yield* refs.resolveNode(1, ref), { key: "button", current: undefined })
      assert.strictEqual(refs.issueNode(1, "button", "ref_9"), ref)
      assert.deepStrictEqual(yield* refs.resolveNode(1, ref), { key: "button", current: "ref_9" })
    }).pipe(Effect.provide(RefsLive.layer)))

  it.effect("of a connection survive a look at an earlier one", () =>
    Effect.gen(function*() {
      const refs = yield* Refs
      refs.issue(1, target(1))
      const ref = refs.issue(2, target(1))
      assert.isTrue(Exit.isFailure(yield* Effect.exit(refs.resolve(1, ref))))
      refs.issue(1, target(2))
      assert.deepStrictEqual(yield* refs.resolve(2, ref), target(1))
    }).pipe(Effect.provide(RefsLive.layer)))
})
