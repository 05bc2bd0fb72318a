import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as http from "node:http"
import { Transport } from "../../../src/layers/probe/Transport.ts"
import { makeOpen } from "../../../src/layers/probe/webSocket.ts"
import { Retry } from "../../../src/services/Retry.ts"
import { untilTrue } from "../../harness/mcp/until.ts"
import { frame, listenRaw } from "../../harness/probe/RawProbe.ts"
import { socketOn, type Under } from "../../harness/probe/socketOn.ts"
import { listen, type Reaction } from "../../harness/probe/WireProbe.ts"

/** Three attempts with next to no pause. */
const quickly = Layer.succeed(Retry, {
  attempts: 3,
  reconnect: Schedule.exponential("5 millis", 1).pipe(Schedule.upTo({ times: 2 }))
})

const on = (wsUrl: string, under: Under = {}) =>
  socketOn({ retry: quickly, ...under, settings: { wsUrl, ...under.settings } })

const driven = Effect.fnUntraced(function*(react?: Reaction) {
  const probe = yield* listen(react)
  const under = yield* on(probe.url)
  return { probe, ...under }
})

/** A port where nothing listens any more. */
const deadPort = Effect.callback<number>((resume) => {
  const server = http.createServer().listen(0, "127.0.0.1", () => {
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    server.close(() => resume(Effect.succeed(port)))
  })
})

describe("an address", () => {
  it.live("with a probe that has a client already is busy", () =>
    Effect.gen(function*() {
      const { probe, socket } = yield* driven()
      probe.server.on("connection", (client) => client.close(1008, "Another client is already connected"))
      const error = yield* Effect.flip(socket.call("echo"))
      assert.strictEqual(error._tag, "Busy")
      assert.include(error.message, "Another client holds the probe")
      yield* untilTrue("the closes", () => probe.closes.length === 3)
      assert.deepStrictEqual(probe.closes, [1008, 1008, 1008])
    }))

  it.live("where nothing listens says so", () =>
    Effect.gen(function*() {
      const port = yield* deadPort
      const { socket } = yield* on(`ws://localhost:${port}`)
      const error = yield* Effect.flip(socket.call("echo"))
      assert.deepInclude(error, { _tag: "NotConnected", reason: "nothing listens there", attempts: 3 })
    }))

  it.live("of another server says what that answered", () =>
    Effect.gen(function*() {
      const { url } = yield* listenRaw({ onFrame: () => undefined, status: "200 OK" })
      const { socket } = yield* on(url)
      const error = yield* Effect.flip(socket.call("echo"))
      assert.include(error.message, "Unexpected server response: 200")
    }))

  it.live("that is none is an error, not a defect", () =>
    Effect.gen(function*() {
      for (const address of ["nonsense", "ws://", "http://[", "ws://host:99999"]) {
        const { socket } = yield* on(address)
        assert.strictEqual((yield* Effect.flip(socket.call("echo")))._tag, "NotConnected", address)
      }
    }))

  it.live("where the handshake is good and no ping is answered is no connection, and is left", () =>
    Effect.gen(function*() {
      const { close, probe, socket, states } = yield* driven(() => true)
      const error = yield* Effect.flip(socket.call("echo", {}, { timeout: "50 millis" }))
      assert.strictEqual(error._tag, "NotConnected")
      assert.deepStrictEqual(probe.methods, ["ping"])
      assert.isFalse(states.some(({ _tag }) => _tag === "ready"))
      yield* close
      yield* untilTrue("the close", () => probe.closes.length === 1)
      assert.deepStrictEqual(probe.closes, [1000])
    }))
})

describe("frames that fit nothing", () => {
  it.live("neither end the connection nor leave a call hanging", () =>
    Effect.gen(function*() {
      const strays: ReadonlyArray<string | Buffer> = [
        "",
        "{\"jsonrpc\":\"2.0\",\"id\":",
        "{\"jsonrpc\":\"2.0\",\"id\":\"a\"b\",\"result\":1}",
        "null",
        "42",
        "[1,2,3]",
        "[[[[",
        "{\"jsonrpc\":\"2.0\",\"id\":987654321,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"text\",\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"Parse error\"}}",
        Buffer.from([0xff, 0xfe, 0x00]),
        "\u0000",
        "{\"method\":5}"
      ]
      const { probe, socket } = yield* driven(({ answer, method, socket: peer }) => {
        if (method !== "echo") return false
        for (const stray of strays) peer.send(stray, { binary: Buffer.isBuffer(stray) })
        // Text that is no UTF-8, as a text frame.
        peer.send(Buffer.from([0x7b, 0xc3, 0x28, 0x7d]), { binary: false })
        answer("first")
        answer("second")
        return true
      })
      for (let call = 0; call < 3; call += 1) assert.strictEqual(yield* socket.call("echo"), "first")
      // Whatever came before this answer has been read by now.
      assert.strictEqual(yield* socket.call("ping"), "pong")
      assert.strictEqual((yield* socket.counts).strays, 3 * (strays.length + 2))
      assert.strictEqual(probe.server.clients.size, 1)
      assert.deepInclude(yield* socket.counts, { drops: 0, notifications: 0, failures: 0 })
    }))

  it.live("an error in a form of its own ends its call", () =>
    Effect.gen(function*() {
      const errors = ["boom", 5, {}, { code: 1.5, message: 7 }, ["x"]]
      const { socket } = yield* driven(({ id, method, socket: peer }) => {
        const error = errors[Number(method.slice(3))]
        if (error !== undefined) peer.send(JSON.stringify({ jsonrpc: "2.0", id, error }))
        return error !== undefined
      })
      for (const index of errors.keys()) {
        assert.strictEqual((yield* Effect.flip(socket.call(`odd${index}`)))._tag, "ProbeFault")
      }
    }))

  it.live("one over the limit ends its connection with the reason, and the bridge goes on with the next", () =>
    Effect.gen(function*() {
      const probe = yield* listen(({ answer, method }) => {
        if (method === "huge") answer("x".repeat(2_000_000))
        return method === "huge"
      })
      const { socket, states } = yield* on(probe.url, {
        transport: Layer.succeed(Transport, { open: makeOpen({ maxPayload: 1_000_000 }) })
      })
      const error = yield* Effect.flip(socket.call("huge"))
      assert.deepInclude(error, { _tag: "Disconnected", code: 1009 })
      assert.include(error.message, "larger than this bridge reads")
      yield* untilTrue("the next connection", () => states.filter(({ _tag }) => _tag === "ready").length === 2)
      assert.strictEqual(yield* socket.call("echo"), "echo")
      yield* untilTrue("the close", () => probe.closes.length === 1)
      assert.deepStrictEqual(probe.closes, [1009])
    }))
})

describe("a large answer", () => {
  it.live("of 64 MB arrives whole in one frame", () =>
    Effect.gen(function*() {
      const size = 64 * 1024 * 1024
      const { socket } = yield* driven(({ answer, method }) => {
        if (method === "huge") answer("x".repeat(size))
        return method === "huge"
      })
      const answer = yield* socket.call("huge")
      assert.isTrue(typeof answer === "string" && answer.length === size)
    }))

  it.live("arrives whole in fragments, with other answers behind it", () =>
    Effect.gen(function*() {
      const { socket } = yield* driven(({ id, method, socket: peer }) => {
        if (method !== "parts") return false
        const text = JSON.stringify({ jsonrpc: "2.0", id, result: "é€😀".repeat(50_000) })
        const bytes = Buffer.from(text)
        // Cuts fall inside characters.
        for (let at = 0; at < bytes.length; at += 7001) {
          peer.send(bytes.subarray(at, at + 7001), { binary: false, fin: at + 7001 >= bytes.length })
        }
        return true
      })
      const [parts, echo] = yield* Effect.all([socket.call("parts"), socket.call("echo")], { concurrency: "unbounded" })
      assert.strictEqual(parts, "é€😀".repeat(50_000))
      assert.strictEqual(echo, "echo")
    }))
})

describe("the end of a connection", () => {
  it.live("by the probe during a call fails that at once and is made good", () =>
    Effect.gen(function*() {
      const { socket, states } = yield* driven(({ method, socket: peer }) => {
        if (method === "quit") peer.close(1000)
        else if (method === "crash") peer.terminate()
        return method === "quit" || method === "crash"
      })
      assert.deepInclude(yield* Effect.flip(socket.call("quit")), { _tag: "Disconnected", code: 1000 })
      yield* untilTrue("the next connection", () => states.filter(({ _tag }) => _tag === "ready").length === 2)
      assert.deepInclude(yield* Effect.flip(socket.call("crash")), { _tag: "Disconnected", code: 1006 })
      yield* untilTrue("the next connection", () => states.filter(({ _tag }) => _tag === "ready").length === 3)
      assert.strictEqual(yield* socket.call("echo"), "echo")
      assert.deepInclude(yield* socket.counts, { drops: 2, reconnects: 2 })
    }))

  for (const [how, inFlight] of [["", false], [" with a call in flight", true]] as const) {
    it.live(`by the bridge is a close frame${how}, for a disconnect and for the end of the layer`, () =>
      Effect.gen(function*() {
        const { close, probe, socket } = yield* driven(({ method }) => method === "slow")
        for (const leave of [socket.disconnect, close]) {
          yield* socket.probe
          const before = probe.methods.length
          const call = yield* Effect.forkChild(inFlight ? Effect.flip(socket.call("slow")) : Effect.void)
          if (inFlight) yield* untilTrue("the request", () => probe.methods.length > before)
          yield* leave
          yield* Fiber.join(call)
        }
        yield* untilTrue("both closes", () => probe.closes.length === 2)
        assert.deepStrictEqual(probe.closes, [1000, 1000])
      }))
  }

  it.live("does not wait for a close frame that never comes, and does not cut the connection", () =>
    Effect.gen(function*() {
      const probe = yield* listen(({ method }) => method === "slow")
      const { socket } = yield* on(probe.url)
      yield* socket.probe
      const [peer] = probe.server.clients
      peer?.pause()
      yield* Effect.timeout(socket.disconnect, "1500 millis")
      assert.deepStrictEqual(probe.closes, [])
      // The application wakes up, finds the close frame and lets go.
      peer?.resume()
      yield* untilTrue("the close", () => probe.closes.length === 1)
      assert.deepStrictEqual(probe.closes, [1000])
    }))

  it.live("in the middle of an answer fails the call", () =>
    Effect.gen(function*() {
      const probe = yield* listenRaw({
        onFrame: (socket) => {
          const [header, payload] = frame(Buffer.from(JSON.stringify({ result: "x".repeat(50_000) })))
          socket.write(Buffer.concat([header, payload.subarray(0, 20_000)]))
          setImmediate(() => socket.destroy())
        }
      })
      const { socket } = yield* on(probe.url)
      assert.include((yield* Effect.flip(socket.call("echo"))).message, "it closed the connection (1006")
    }))
})
