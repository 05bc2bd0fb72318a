import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { restHost } from "../harness/http/restHost.ts"
import { all, watch } from "../harness/http/Watcher.ts"
import { untilTrue } from "../harness/mcp/until.ts"

/** Enough to fill what the system itself keeps for a connection. */
const flood = { count: 1500, size: 20_000 }

describe("the peers of a WebSocket", () => {
  it.live("one that reads nothing hurts nobody, keeps nothing in memory and is let go", () =>
    Effect.gen(function*() {
      const { tasks, ws } = yield* restHost({ watchers: { heartbeat: "10 minutes", drain: "500 millis" } })
      const { id: gated } = yield* tasks.startTool("gated", {})
      const dead = yield* watch(`${ws}/ws`)
      dead.stop()
      const alive = yield* watch(`${ws}/ws`)
      const { id } = yield* tasks.startTool("steps", flood)
      const watcher = yield* watch(`${ws}/ws/${id}`)
      yield* watcher.closed
      assert.deepStrictEqual(all(watcher, "seq"), Array.from({ length: flood.count + 2 }, (_, index) => index + 1))
      yield* alive.untilType("TASK_COMPLETE")
      const seqs = all(alive, "seq")
      assert.deepStrictEqual(seqs, Array.from(seqs, (_, index) => Number(seqs[0]) + index))
      assert.isEmpty(dead.frames)
      // What the system kept for it comes, and then the end without a close frame.
      yield* Effect.sleep("1 second")
      dead.resume()
      assert.strictEqual((yield* dead.closed).code, 1006)
      assert.isBelow(dead.frames.length, flood.count)
      assert.strictEqual((yield* tasks.get(gated)).status, "generating")
    }))

  it.live("one that reads slowly is waited for and misses nothing that is held", () =>
    Effect.gen(function*() {
      const { tasks, ws } = yield* restHost()
      const { id } = yield* tasks.startTool("steps", flood)
      const slow = yield* watch(`${ws}/ws/${id}`)
      slow.stop()
      yield* tasks.await(id)
      yield* Effect.sleep("200 millis")
      slow.resume()
      yield* slow.closed
      assert.deepStrictEqual(all(slow, "seq"), Array.from({ length: flood.count + 2 }, (_, index) => index + 1))
    }))

  it.live("are pinged, and let go where no answer comes", () =>
    Effect.gen(function*() {
      const { tasks, ws } = yield* restHost({ watchers: { heartbeat: "100 millis", drain: "10 seconds" } })
      const { id } = yield* tasks.startTool("gated", {})
      const there = yield* watch(`${ws}/ws/${id}`)
      const silent = yield* watch(`${ws}/ws/${id}`, {}, { autoPong: false })
      assert.strictEqual((yield* silent.closed).code, 1006)
      yield* untilTrue("more pings", () => there.pings() > 5)
      there.send("{}")
      yield* there.untilType("ERROR")
    }))
})
