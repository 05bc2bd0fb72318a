import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as net from "node:net"
import * as EventsLive from "../../src/layers/EventsLive.ts"
import { listenMcp } from "../../src/layers/HttpHost.ts"
import * as McpProgram from "../../src/layers/McpProgram.ts"
import { WatcherLimits } from "../../src/layers/rest/Peer.ts"
import * as ToolRegistryLive from "../../src/layers/ToolRegistryLive.ts"
import { Settings } from "../../src/services/Settings.ts"
import { CurrentCall, ToolRegistry } from "../../src/services/ToolRegistry.ts"
import { make, text } from "../../src/tools/tool.ts"
import { begin, message, post } from "../harness/http/rpc.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const verbose = make({
  name: "verbose",
  kind: "read",
  about: "Says more than fits into a connection.",
  params: {},
  run: () =>
    Effect.gen(function*() {
      const { progress } = yield* CurrentCall
      const large = "x".repeat(1_000_000)
      for (let step = 1; step <= 30; step += 1) yield* progress(large, step)
      return text("said")
    })
})

const program = McpProgram.layer.pipe(
  Layer.provideMerge(ToolRegistryLive.layer),
  Layer.provideMerge(EventsLive.layer),
  Layer.provideMerge(Layer.succeed(Settings, Settings.defaults)),
  Layer.provideMerge(Layer.succeed(WatcherLimits, { heartbeat: "10 seconds", drain: "200 millis" }))
)

describe("a client that reads nothing of its stream", () => {
  it.live("is let go, and its session and others go on", () =>
    Effect.gen(function*() {
      const context = yield* Layer.build(program)
      yield* Context.get(context, ToolRegistry).add([verbose])
      const address = { host: "127.0.0.1", port: 0 }
      const url = `${yield* Effect.provide(listenMcp({ address, token: undefined }), context)}/mcp`
      const session = yield* begin(url)
      const dead = yield* Effect.acquireRelease(
        Effect.sync(() => net.connect({ port: Number(new URL(url).port), host: address.host })),
        (socket) => Effect.sync(() => void socket.destroy())
      )
      dead.pause().on("error", () => undefined)
      const params = { name: "verbose", arguments: {}, _meta: { progressToken: "p" } }
      const body = JSON.stringify(message(2, "tools/call", params))
      const headers = {
        host: "localhost",
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
        "content-length": String(body.length),
        ...session
      }
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")
      dead.write(`POST /mcp HTTP/1.1\r\n${lines}\r\n${body}`)
      yield* Effect.sleep("1 second")
      let received = 0
      let closed = false
      dead.on("data", (chunk: Buffer) => {
        received += chunk.length
      }).on("close", () => {
        closed = true
      }).resume()
      yield* untilTrue("the end of its connection", () => closed)
      assert.isBelow(received, 29_000_000)
      assert.strictEqual((yield* post(url, message(3, "ping"), session)).status, 200)
    }))
})
