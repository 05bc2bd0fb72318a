import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as net from "node:net"
import * as Gateway from "../harness/http/Gateway.ts"
import { raw } from "../harness/http/raw.ts"
import { begin } from "../harness/http/rpc.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { deadPort, run, start } from "../harness/mcp/BridgeProcess.ts"
import { listen } from "../harness/mcp/PlainProbe.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const politely = { code: 0, signal: null }

/** Under the backstop of 5 s, which ends with 0 as well. */
const patience = "4 seconds"

const idle = ["--port", deadPort]
const token = "0123456789abcdef"

/** A port that is taken until the scope ends. */
const taken = Effect.acquireRelease(
  Effect.callback<net.Server>((resume) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
  }),
  (server) => Effect.sync(() => void server.close())
).pipe(Effect.map((server) => {
  const address = server.address()
  return typeof address === "object" && address !== null ? address.port : 0
}))

describe("a gateway", () => {
  for (const way of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    it.live(`leaves by ${way} with streams open, a call in flight and a client that stays: politely, with exit code 0`, () =>
      Effect.gen(function*() {
        const probe = yield* listen
        const gateway = yield* Gateway.open(["--ws-url", probe.url])
        const url = `${gateway.url}/mcp`
        const client = yield* connect2(gateway.url, "2026-07-28")
        const adapted = adapt(client.sdk, "2026-07-28", gateway.stderr)
        yield* Effect.asVoid(adapted.subscribe("qtmcp://status"))
        const session = yield* begin(url)
        const stream = yield* raw(gateway.port)
        const headers = Object.entries({ host: "localhost", accept: "text/event-stream", ...session })
        stream.send(`GET /mcp HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`)
        yield* untilTrue("the stream", () => stream.received().includes(": open"), gateway.stderr)
        const half = yield* raw(gateway.port)
        half.send("POST /mcp HTTP/1.1\r\n")
        yield* Effect.forkChild(Effect.exit(adapted.call("qt_ping")))
        yield* untilTrue("the call", () => probe.methods().includes("qt.ping"), gateway.stderr)
        gateway.signal(way)
        assert.deepStrictEqual(yield* Effect.timeout(gateway.ended, patience), politely, gateway.stderr())
        assert.deepStrictEqual(probe.closes(), [1000])
        assert.match(yield* stream.closed, /\r\n0\r\n\r\n$/)
        yield* half.closed
      }))
  }

  it.live("beside stdio ends with stdin", () =>
    Effect.gen(function*() {
      const gateway = yield* Gateway.open(idle, { stdio: true })
      yield* begin(`${gateway.url}/mcp`)
      gateway.closeInput()
      assert.deepStrictEqual(yield* Effect.timeout(gateway.ended, patience), politely)
      assert.match(gateway.stderr(), /stdin has ended.*--no-stdio/)
    }))

  it.live("in the place of stdio does not care for stdin, and writes nothing to stdout", () =>
    Effect.gen(function*() {
      const gateway = yield* Gateway.open(idle)
      gateway.closeInput()
      yield* Effect.sleep("300 millis")
      const session = yield* begin(`${gateway.url}/mcp`)
      assert.isAbove(session["mcp-session-id"].length, 0)
      gateway.signal("SIGTERM")
      yield* gateway.ended
      assert.strictEqual(gateway.stdout(), "")
    }))
})

describe("a port that is taken", () => {
  it.live("is an error in one line with exit code 2 where there is no other door", () =>
    Effect.gen(function*() {
      const port = yield* taken
      const { code, stderr, stdout } = yield* run(["--http", String(port), "--no-stdio", ...idle])
      assert.deepStrictEqual([code, stdout], [2, ""])
      assert.match(stderr, new RegExp(`^qtmcp: --http: [^\\n]*127\\.0\\.0\\.1:${port}[^\\n]*listens there[^\\n]*\\n$`))
    }))

  it.live("is a warning beside stdio, which is served", () =>
    Effect.gen(function*() {
      const port = yield* taken
      const bridge = yield* start(["--http", String(port), ...idle])
      yield* untilTrue("the warning", () => /WARN.*listens there/i.test(bridge.stderr()), bridge.stderr)
      bridge.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n")
      yield* untilTrue("the answer", () => bridge.stdout().includes("\"id\":1"), bridge.stderr)
      bridge.closeInput()
      assert.deepStrictEqual(yield* bridge.ended, politely)
    }))
})

describe("a gateway for other machines", () => {
  for (const args of [["--http", "0.0.0.0:0"], ["--http", "0.0.0.0:0", "--no-stdio"], ["--http", "[::]:0"]]) {
    it.live(`${args.join(" ")} does not start without a token`, () =>
      Effect.gen(function*() {
        const { code, stderr, stdout } = yield* run([...args, ...idle])
        assert.deepStrictEqual([code, stdout], [2, ""])
        assert.match(stderr, /^qtmcp: --http: [^\n]*token[^\n]*QTMCP_TOKEN[^\n]*\n$/)
      }))
  }

  it.live("starts with one, asks for it, and shows it nowhere", () =>
    Effect.gen(function*() {
      const env = { QTMCP_TOKEN: token }
      const gateway = yield* Gateway.open([...idle, "--log-level", "trace"], { http: "0.0.0.0:0", env })
      const url = `http://127.0.0.1:${gateway.port}`
      const authorized = { headers: { authorization: `Bearer ${token}` } }
      const { sdk } = yield* connect2(url, "2025-11-25", "authorized", authorized)
      assert.isNotEmpty((yield* Effect.promise(() => sdk.listTools())).tools)
      const refused = yield* Effect.promise(() => fetch(`${url}/mcp`, { method: "POST" }))
      assert.strictEqual(refused.status, 401)
      gateway.signal("SIGTERM")
      yield* gateway.ended
      assert.notInclude(gateway.stderr(), token)
      const help = yield* run(["--help"], env)
      assert.notInclude(help.stdout, token)
    }))
})
