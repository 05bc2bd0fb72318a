import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { run } from "../../harness/mcp/BridgeProcess.ts"
import { connect, type LineClient } from "../../harness/mcp/LineClient.ts"
import { listen } from "../../harness/mcp/PlainProbe.ts"
import { until } from "../../harness/mcp/until.ts"
import { announcement, announcer, freePort } from "./announcing.ts"

/** The text of a tool's answer, and whether it is an error. */
const call = (client: LineClient, name: string, args: object = {}) =>
  Effect.map(client.request("tools/call", { name, arguments: args }), ({ result }) => JSON.stringify(result))

/** A bridge, and applications that announce themselves to it until the scope ends. */
const session = Effect.fnUntraced(function*(url: string, announced: ReadonlyArray<object>) {
  const port = yield* freePort
  const client = yield* connect(["--discovery-port", String(port), "--ws-url", url])
  const say = yield* announcer(port)
  yield* Effect.forEach(announced, (changes) => say(announcement(changes))).pipe(
    Effect.delay("20 millis"),
    Effect.forever,
    Effect.forkScoped
  )
  return client
})

const untilStatus = (client: LineClient, part: string): Effect.Effect<string> =>
  Effect.gen(function*() {
    while (true) {
      const text = yield* call(client, "qtmcp_status")
      if (text.includes(part)) return text
      yield* Effect.sleep("10 millis")
    }
  })

describe("a session that hears of applications", () => {
  it.live("the status lists them, tells which one it drives, and takes its pid", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const client = yield* session(probe.url, [
        { appName: "Mine", pid: 11, wsPort: probe.port },
        { appName: "Other \u001b[2J", pid: 12, wsPort: 1 }
      ])
      yield* untilStatus(client, "pid 12")
      yield* call(client, "qtmcp_connect")
      const text = yield* untilStatus(client, "ready")
      assert.include(text, `announced: \\"Mine\\" pid 11 ws://localhost:${probe.port} (this one)`)
      assert.include(text, "announced: \\\"Other \\\\\\\\u{1b}[2J\\\" pid 12 ws://localhost:1\\n".slice(0, -2))
      assert.match(text, /application: unnamed pid 11\\n/)
    }))

  it.live("connects to what it is told to, by pid or by a part of the name, and to nothing by itself", () =>
    Effect.gen(function*() {
      const [first, second] = [yield* listen, yield* listen]
      const client = yield* session(first.url, [
        { appName: "Paint", pid: 21, wsPort: first.port },
        { appName: "Paint Pro", pid: 22, wsPort: second.port }
      ])
      yield* untilStatus(client, "pid 22")
      assert.deepStrictEqual([first.methods(), second.methods()], [[], []])
      assert.include(yield* call(client, "qtmcp_connect", { url: "22" }), `url: ws://localhost:${second.port}`)
      assert.include(yield* call(client, "qtmcp_connect", { url: "paint" }), `url: ws://localhost:${first.port}`)
      assert.deepStrictEqual(
        yield* until("the end of the old one", () => second.closes().length > 0 ? second.closes() : undefined),
        [1000]
      )
      assert.include(yield* call(client, "qtmcp_connect", { url: "PRO" }), `url: ws://localhost:${second.port}`)
    }))

  it.live("keeps its connection when the new one does not answer, or means nobody or several", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const client = yield* session(probe.url, [
        { appName: "Mine", pid: 31, wsPort: probe.port },
        { appName: "Twin", pid: 32, wsPort: 1 },
        { appName: "Twin", pid: 33, wsPort: 1 }
      ])
      yield* call(client, "qtmcp_connect")
      yield* untilStatus(client, "pid 33")
      const several = yield* call(client, "qtmcp_connect", { url: "twin" })
      assert.include(several, "Several probes fit")
      assert.include(several, "pid 32 ws://localhost:1, \\\"Twin\\\" pid 33")
      assert.include(yield* call(client, "qtmcp_connect", { url: "33" }), "\"isError\":true")
      assert.include(yield* call(client, "qtmcp_connect", { url: "http://localhost:1" }), "no WebSocket address")
      const status = yield* call(client, "qtmcp_status")
      assert.include(status, "state: ready")
      assert.include(status, `url: ${probe.url}`)
      assert.deepStrictEqual(probe.closes(), [])
    }))

  it.live("names who is there where nobody fits", () =>
    Effect.gen(function*() {
      const client = yield* session("ws://localhost:9", [{ appName: "Mine", pid: 41 }])
      yield* untilStatus(client, "pid 41")
      const answer = yield* call(client, "qtmcp_connect", { url: "nobody" })
      assert.include(answer, "\"isError\":true")
      assert.include(answer, "There are: \\\"Mine\\\" pid 41 ws://localhost:9502")
    }), 15_000)

  it.live("waits for the announcement of an application while the listening is young", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const client = yield* session(probe.url, [{ appName: "Late", pid: 51, wsPort: probe.port }])
      assert.include(yield* call(client, "qtmcp_connect", { url: "late" }), "state: ready")
    }))

  it.live("with --no-discovery it says how to write an address", () =>
    Effect.gen(function*() {
      const { code, stderr } = yield* run(["call", "qtmcp_connect", "{\"url\":\"mine\"}", "--no-discovery"])
      assert.strictEqual(code, 1)
      assert.include(stderr, "discovery is off")
      assert.include(stderr, "ws://localhost:9222")
    }))

  it.live("a listening bridge ends when its input does", () =>
    Effect.gen(function*() {
      const client = yield* session("ws://localhost:9", [{ pid: 61 }])
      yield* untilStatus(client, "pid 61")
      client.closeInput()
      assert.deepStrictEqual(yield* client.ended, { code: 0, signal: null })
    }))
})
