import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as path from "node:path"
import { connect, type LineClient } from "../harness/mcp/LineClient.ts"
import { until, untilTrue } from "../harness/mcp/until.ts"
import { application, folder } from "../harness/target/files.ts"
import { allGone, naming, runs } from "../harness/target/processes.ts"

const Answer = Schema.Struct({
  content: Schema.Array(Schema.Struct({ text: Schema.String })),
  isError: Schema.optionalKey(Schema.Boolean),
  structuredContent: Schema.optionalKey(Schema.Struct({
    target: Schema.optionalKey(Schema.NullOr(Schema.Struct({
      state: Schema.String,
      pid: Schema.optionalKey(Schema.Int),
      ended: Schema.optionalKey(Schema.Struct({ how: Schema.String }))
    })))
  }))
})
const decodeAnswer = Schema.decodeUnknownSync(Answer)

const call = Effect.fnUntraced(function*(client: LineClient, name: string, args: object = {}) {
  const { result } = yield* client.request("tools/call", { name, arguments: args })
  const { content, isError = false, structuredContent } = decodeAnswer(result)
  return { text: content.map(({ text }) => text).join("\n"), isError, target: structuredContent?.target }
})

/** A bridge with the application under test as its target, and the pids of what it launched. */
const bridge = Effect.fnUntraced(function*(flags: ReadonlyArray<string>, args: ReadonlyArray<string> = []) {
  const files = yield* application
  const all = ["--target", files.target, "--probe", files.probe, "--port", "0", "--structured", ...flags, "--", ...args]
  const client = yield* connect(all)
  const pid = Effect.map(call(client, "qtmcp_status"), ({ target }) => target?.pid ?? 0)
  return { ...files, client, pid }
})

describe("a bridge with a target", () => {
  it.live("lists its tools without starting it; the first call starts it, and the status knows its pid", () =>
    Effect.gen(function*() {
      const { client, dir, pid } = yield* bridge([])
      yield* client.request("tools/list")
      assert.strictEqual((yield* call(client, "qtmcp_status")).target?.state, "idle")
      assert.deepStrictEqual(naming(dir), [])
      assert.isFalse((yield* call(client, "qt_ping")).isError)
      assert.deepStrictEqual(naming(dir), [yield* pid])
    }))

  it.live("tells a failing start with its last output, whichever tool was called, and tries again", () =>
    Effect.gen(function*() {
      const { client } = yield* bridge([], ["--exit", "7"])
      for (const tool of ["qt_ping", "qtmcp_connect", "qtmcp_launch"]) {
        const { isError, text } = yield* call(client, tool)
        assert.isTrue(isError)
        assert.include(text, "it exited with code 7 before its probe listened")
        assert.include(text, "Library loaded")
      }
    }))

  it.live("tells a startup timeout, and not its own deadline", () =>
    Effect.gen(function*() {
      const { client } = yield* bridge(["--startup-timeout", "1500ms", "--call-timeout", "1s"], ["--silent"])
      assert.include((yield* call(client, "qt_ping")).text, "nothing listened within 1s 500ms (--startup-timeout)")
    }))

  it.live("tells a death that nobody has heard of once, and starts it again with the next call", () =>
    Effect.gen(function*() {
      const { client, pid } = yield* bridge([])
      yield* call(client, "qt_ping")
      const first = yield* pid
      process.kill(first, "SIGUSR1")
      yield* until("the end", () => runs(first) ? undefined : true)
      yield* Effect.repeat(call(client, "qtmcp_status"), { until: ({ target }) => target?.state === "ended" })
      const told = yield* call(client, "qt_ping")
      assert.isTrue(told.isError)
      assert.match(told.text, /the application exited with code 3\..*The next call starts it again\.[^]*last words$/)
      assert.isFalse((yield* call(client, "qt_ping")).isError)
      assert.notStrictEqual(yield* pid, first)
    }))

  it.live("tells the call that was under way how the application ended", () =>
    Effect.gen(function*() {
      const { client, pid } = yield* bridge([])
      yield* call(client, "qt_ping")
      const id = client.post("tools/call", {
        name: "qt_wait",
        arguments: { for: "signal", objectName: "nameEdit", signal: "returnPressed" }
      })
      process.kill(yield* pid, "SIGSEGV")
      const { content, isError } = decodeAnswer((yield* client.answer(id)).result)
      assert.isTrue(isError)
      assert.match(content[0]?.text ?? "", /the application was ended by SIGSEGV/)
      assert.isFalse((yield* call(client, "qt_ping")).isError)
    }))

  it.live("with --relaunch starts a target that crashed by itself", () =>
    Effect.gen(function*() {
      const { client, pid } = yield* bridge(["--relaunch"])
      yield* call(client, "qt_ping")
      const first = yield* pid
      process.kill(first, "SIGSEGV")
      yield* Effect.repeat(pid, { until: (now) => now !== 0 && now !== first })
      yield* Effect.repeat(call(client, "qt_ping"), { until: ({ isError }) => !isError, times: 20 })
      assert.isFalse((yield* call(client, "qt_ping")).isError)
    }))

  it.live("stops it and does not start it again until it is told to", () =>
    Effect.gen(function*() {
      const { client, dir, pid } = yield* bridge([])
      yield* call(client, "qt_ping")
      assert.strictEqual((yield* call(client, "qtmcp_stop")).text, "stopped")
      assert.deepStrictEqual(naming(dir), [])
      assert.match((yield* call(client, "qt_ping")).text, /was stopped.*qtmcp_launch starts it again/)
      assert.include((yield* call(client, "qtmcp_stop")).text, "nothing runs")
      assert.isFalse((yield* call(client, "qtmcp_launch")).isError)
      assert.deepStrictEqual(naming(dir), [yield* pid])
    }))

  it.live("shows its output as a resource that can be watched", () =>
    Effect.gen(function*() {
      const { client } = yield* bridge([])
      yield* client.request("resources/subscribe", { uri: "qtmcp://app/log" })
      yield* call(client, "qt_ping")
      yield* untilTrue("an update", () =>
        client.frames().some(({ method, params }) =>
          method === "notifications/resources/updated" && params?.["uri"] === "qtmcp://app/log"
        ))
      const { result } = yield* client.request("resources/read", { uri: "qtmcp://app/log?lines=1" })
      assert.match(JSON.stringify(result), /qtPilot listening on ws/)
    }))
})

describe("a bridge without a target", () => {
  it.live("launches what it is told to", () =>
    Effect.gen(function*() {
      const { dir, probe, target } = yield* application
      const client = yield* connect(["--probe", probe, "--structured"], { env: { QTMCP_ENV: "QTPILOT_PORT=0" } })
      const nothing = yield* call(client, "qtmcp_launch")
      assert.match(nothing.text, /no program was named/)
      assert.match((yield* call(client, "qtmcp_launch", { args: ["x"] })).text, /belong to a target/)
      yield* allGone(dir)
      assert.isTrue((yield* call(client, "qtmcp_launch", { target, args: ["--exit", "1"] })).isError)
    }))
})

describe("when the bridge goes, so does what it launched", () => {
  const ways: Readonly<Record<string, (client: LineClient) => void>> = {
    "by the end of stdin": (client) => client.closeInput(),
    "by SIGTERM": (client) => client.signal("SIGTERM"),
    "by SIGINT": (client) => client.signal("SIGINT"),
    "by SIGHUP": (client) => client.signal("SIGHUP"),
    "by SIGKILL": (client) => client.signal("SIGKILL")
  }
  for (const [way, leave] of Object.entries(ways)) {
    it.live(way, () =>
      Effect.gen(function*() {
        const { client, dir } = yield* bridge([], ["--fork"])
        yield* call(client, "qt_ping")
        assert.isAtLeast(naming(dir).length, 2)
        leave(client)
        yield* Effect.timeout(client.ended, 5000)
        yield* Effect.timeout(allGone(dir), 5000)
      }))

    it.live(`${way}, though it and its child ignore being asked`, () =>
      Effect.gen(function*() {
        const { client, dir } = yield* bridge([], ["--fork", "--ignore-term"])
        yield* call(client, "qt_ping")
        leave(client)
        yield* Effect.timeout(Effect.andThen(client.ended, allGone(dir)), 5000)
      }))

    it.live(`${way} while it starts`, () =>
      Effect.gen(function*() {
        const { client, dir } = yield* bridge([], ["--slow", "60000", "--fork"])
        client.post("tools/call", { name: "qt_ping", arguments: {} })
        yield* untilTrue("the application and its child", () => naming(dir).length >= 2)
        leave(client)
        yield* Effect.timeout(Effect.andThen(client.ended, allGone(dir)), 5000)
      }))
  }

  it.live("politely: the connection is closed before the application is asked to end", () =>
    Effect.gen(function*() {
      const log = path.join(yield* folder, "app.log")
      const { client, dir } = yield* bridge(["--app-log", log])
      yield* call(client, "qt_ping")
      client.closeInput()
      assert.deepStrictEqual(yield* Effect.timeout(client.ended, 5000), { code: 0, signal: null })
      assert.deepStrictEqual(naming(dir), [])
      assert.include(fs.readFileSync(log, "utf8"), "asked to end with 0 clients")
    }))
})
