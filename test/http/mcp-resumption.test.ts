import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { makeResumption } from "../../src/layers/http/resumption.ts"

const message = (index: number, padding = "") => ({
  jsonrpc: "2.0" as const,
  method: "note",
  params: { index, padding }
})

/** The indexes of what is replayed after an event. */
const replayed = (store: ReturnType<typeof makeResumption>, after: string) =>
  Effect.promise(async () => {
    const ids: Array<string> = []
    const stream = await store.replayEventsAfter(after, {
      send: (id) => {
        ids.push(id)
        return Promise.resolve()
      }
    })
    return { ids, stream }
  })

const stored = (store: ReturnType<typeof makeResumption>, stream: string, index: number, padding?: string) =>
  Effect.promise(() => store.storeEvent(stream, message(index, padding)))

describe("what a session keeps of what it sent", () => {
  it.effect("is replayed by stream, after the event that was seen last", () =>
    Effect.gen(function*() {
      const store = makeResumption()
      const first = yield* stored(store, "a", 1)
      yield* stored(store, "b", 2)
      const third = yield* stored(store, "a", 3)
      assert.deepStrictEqual(yield* replayed(store, first), { ids: [third], stream: "a" })
      assert.deepStrictEqual(yield* replayed(store, third), { ids: [], stream: "a" })
      assert.strictEqual(yield* Effect.promise(async () => store.getStreamIdForEventId?.(third)), "a")
      assert.isUndefined(yield* Effect.promise(async () => store.getStreamIdForEventId?.("nonsense")))
    }))

  it.effect("are the last 256 messages", () =>
    Effect.gen(function*() {
      const store = makeResumption()
      const ids = yield* Effect.forEach(Array.from({ length: 300 }, (_, index) => index), (index) =>
        stored(store, "a", index))
      const found = yield* replayed(store, ids[0] ?? "")
      assert.deepStrictEqual(found.ids, ids.slice(-256))
    }))

  it.effect("are two million characters, and the last message whatever its length", () =>
    Effect.gen(function*() {
      const store = makeResumption()
      const first = yield* stored(store, "a", 0)
      const large = "x".repeat(900_000)
      const ids = yield* Effect.forEach([1, 2, 3], (index) => stored(store, "a", index, large))
      assert.deepStrictEqual((yield* replayed(store, first)).ids, ids.slice(1))
      const huge = yield* stored(store, "a", 4, "x".repeat(3_000_000))
      assert.deepStrictEqual((yield* replayed(store, first)).ids, [huge])
    }))
})
