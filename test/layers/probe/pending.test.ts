import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as fc from "fast-check"
import { makePending } from "../../../src/layers/probe/pending.ts"
import { Disconnected } from "../../../src/services/ProbeError.ts"

const gone = (method: string) => new Disconnected({ method, code: 1006, reason: "" })

const step = fc.record({
  kind: fc.constantFrom("open" as const, "open" as const, "settle" as const, "forget" as const, "abandon" as const),
  at: fc.nat(30),
  connection: fc.integer({ min: 1, max: 3 })
})

describe("the requests that wait", () => {
  it.effect("are each answered once, by their own answer or by the end of their connection", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 80 }), (steps) =>
          Effect.runPromise(Effect.gen(function*() {
            const pending = yield* makePending
            const opened: Array<ReturnType<typeof pending.open> & { readonly connection: number }> = []
            const expected = new Map<number, string>()
            for (const { at, connection, kind } of steps) {
              const entry = opened[at % Math.max(1, opened.length)]
              if (kind === "open") opened.push({ ...pending.open("echo", connection), connection })
              else if (kind === "abandon") {
                pending.abandon(connection, gone)
                for (const { connection: of, id } of opened) {
                  if (of === connection && !expected.has(id)) expected.set(id, "gone")
                }
              } else if (entry !== undefined && kind === "forget") {
                pending.forget(entry.id)
                if (!expected.has(entry.id)) expected.set(entry.id, "forgotten")
              } else if (entry !== undefined) {
                const settled = pending.settle({ _tag: "answer", id: entry.id, result: `answer ${at}` })
                assert.strictEqual(settled, !expected.has(entry.id))
                if (settled) expected.set(entry.id, `answer ${at}`)
              }
            }
            assert.strictEqual(new Set(opened.map(({ id }) => id)).size, opened.length)
            assert.strictEqual(pending.size(), opened.filter(({ id }) => !expected.has(id)).length)
            for (const { answer, id } of opened) {
              const outcome = expected.get(id)
              if (outcome === undefined || outcome === "forgotten") assert.isFalse(Deferred.isDoneUnsafe(answer))
              else {
                const seen = yield* Deferred.await(answer).pipe(Effect.orElseSucceed(() => "gone"))
                assert.strictEqual(seen, outcome)
              }
            }
            assert.isFalse(pending.settle({ _tag: "answer", id: 2_147_483_647, result: "nobody's" }))
          }))),
        { numRuns: 200 }
      )
    ))

  it.effect("have ids the probe's int can hold, from another start each time", () =>
    Effect.gen(function*() {
      const starts = new Set<number>()
      for (const seed of ["one", "two", "three"]) {
        const pending = yield* makePending.pipe(Random.withSeed(seed))
        const ids = Array.from({ length: 1000 }, () => pending.open("ping", 1).id)
        assert.isTrue(ids.every((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31))
        assert.strictEqual(new Set(ids).size, ids.length)
        starts.add(ids[0] ?? 0)
      }
      assert.strictEqual(starts.size, 3)
    }))

  it.effect("go round before the end of that int", () =>
    Effect.gen(function*() {
      // This makes a start a thousand below the last id.
      const pending = yield* makePending.pipe(Effect.provideService(Random.Random, {
        nextIntUnsafe: () => 0,
        nextDoubleUnsafe: () => 2.147_481_5
      }))
      const ids = Array.from({ length: 1500 }, () => pending.open("ping", 1).id)
      assert.isAbove(ids[0] ?? 0, 2_147_000_000)
      assert.strictEqual(ids.at(-1), 500)
      assert.isTrue(ids.every((id) => id > 0 && id < 2 ** 31))
      assert.strictEqual(new Set(ids).size, ids.length)
    }))

  it.effect("fail with the probe's code, text and data", () =>
    Effect.gen(function*() {
      const pending = yield* makePending
      const { answer, id } = pending.open("qt.objects.info", 1)
      pending.settle({
        _tag: "answer",
        id,
        result: undefined,
        error: { code: -32_001, message: "Object not found", data: { hint: "look" } }
      })
      const error = yield* Effect.flip(Deferred.await(answer))
      assert.deepInclude(error, {
        _tag: "ProbeFault",
        code: -32_001,
        method: "qt.objects.info",
        data: { hint: "look" }
      })
      assert.strictEqual(
        error.message,
        "Object not found (probe error -32001 from qt.objects.info) {\"hint\":\"look\"}"
      )
    }))
})
