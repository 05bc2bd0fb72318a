import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Socket } from "node:net"
import { untilTrue } from "../../harness/mcp/until.ts"
import { type ClientFrame, frame, listenRaw } from "../../harness/probe/RawProbe.ts"
import { socketOn } from "../../harness/probe/socketOn.ts"

const decodeRequest = Schema.decodeSync(
  Schema.fromJsonString(
    Schema.Struct({ id: Schema.Int, method: Schema.String, params: Schema.Record(Schema.String, Schema.Unknown) })
  )
)

const text = (length: number): string => "x".repeat(length)

/** A probe that sends the payload of a large answer only when it has heard from the client after its header. */
const withheld = Effect.gen(function*() {
  const control: Array<number> = []
  let held: Buffer | undefined
  const release = (socket: Socket): void => {
    const payload = held
    held = undefined
    if (payload !== undefined) socket.write(payload)
  }
  const respond = (socket: Socket, { payload }: ClientFrame): void => {
    const { id, method, params } = decodeRequest(payload.toString())
    const result = method === "echo" ? text(Number(params["length"])) : {}
    const [header, body] = frame(Buffer.from(JSON.stringify({ jsonrpc: "2.0", id, result })))
    if (body.length < 32_000) return void socket.write(Buffer.concat([header, body]))
    held = body
    socket.write(header)
  }
  const probe = yield* listenRaw({
    onFrame: (socket, received) => {
      release(socket)
      if (received.opcode === 1) respond(socket, received)
      else if (received.opcode === 8) socket.end(Buffer.concat(frame(received.payload, 8)))
      else control.push(received.opcode)
    }
  })
  const { socket } = yield* socketOn({ settings: { wsUrl: probe.url } })
  yield* socket.probe
  return { socket, control }
})

describe("an answer whose rest waits until the bridge says something", () => {
  it.live("comes at once, for one frame more", () =>
    Effect.gen(function*() {
      const { control, socket } = yield* withheld
      assert.deepStrictEqual(control, [])
      for (const length of [36_000, 300_000, 40_000]) {
        assert.strictEqual(yield* socket.call("echo", { length }, { timeout: "2 seconds" }), text(length))
      }
      yield* untilTrue("the frames", () => control.length === 3)
      assert.deepStrictEqual(control, [10, 10, 10])
    }))

  it.live("is the only one that costs a frame", () =>
    Effect.gen(function*() {
      const { control, socket } = yield* withheld
      for (const length of [1, 100, 200, 10_000]) yield* socket.call("echo", { length })
      yield* Effect.all(Array.from({ length: 50 }, () => socket.call("echo", { length: 100 })), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(control, [])
      yield* socket.call("echo", { length: 50_000 })
      assert.deepStrictEqual(control, [10])
    }))
})
