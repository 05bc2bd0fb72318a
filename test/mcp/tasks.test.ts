import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { run } from "../harness/mcp/BridgeProcess.ts"
import { connect, type Frame, type LineClient } from "../harness/mcp/LineClient.ts"
import { type Client, type Open, textOf } from "../harness/mcp/McpClient.ts"
import { sdk1 } from "../harness/mcp/Sdk1Client.ts"
import { sdk2 } from "../harness/mcp/Sdk2Client.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { newFile } from "../layers/tasks/places.ts"

const args = ["--demo", "--caps", "tasks"]

/** Waits for what never comes. */
const waiting = { tool: "qt_wait", arguments: { for: "exists", objectName: "nothing", timeout: 50_000 } }

const decodeTask = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Struct({
    task_id: Schema.String,
    status: Schema.String,
    actor: Schema.String,
    error: Schema.optionalKey(Schema.String)
  }))
)

const start = Effect.fnUntraced(function*(client: Client, work: Record<string, unknown>) {
  const text = textOf(yield* client.call("task_start", work))
  return /task-[0-9a-f]{8}/.exec(text)?.[0] ?? text
})

const taskOf = Effect.fnUntraced(function*(client: Client, id: string) {
  return decodeTask((yield* client.read(`task://${id}`)).contents[0].text)
})

const clients: ReadonlyArray<readonly [string, string, Open]> = [
  ["a host on the 1.x SDK", "sdk 1", sdk1],
  ["MCP 2025-11-25", "sdk 2", sdk2("2025-11-25")],
  ["MCP 2026-07-28", "sdk 2", sdk2("2026-07-28")]
]

for (const [title, actor, open] of clients) {
  describe(`tasks: ${title}`, () => {
    it.live("a tool is run in the background, and its result is there when it has ended", () =>
      Effect.gen(function*() {
        const client = yield* open(args)
        const id = yield* start(client, { tool: "qt_ping" })
        const { content, isError } = yield* client.call("task_status", { task_id: id, wait: 50 })
        assert.isUndefined(isError)
        assert.match(content[0]?.text ?? "", new RegExp(`^${id} qt_ping: completed after [\\d.]+ s, by ${actor}$`))
        assert.strictEqual(content[1]?.text, textOf(yield* client.call("qt_ping")))
        const listed = textOf(yield* client.call("task_list"))
        assert.match(listed, new RegExp(`^${id} qt_ping: completed`))
        const failing = yield* start(client, { tool: "qt_ui_click", arguments: { objectId: "nobody" } })
        const ended = textOf(yield* client.call("task_status", { task_id: failing, wait: 50 }))
        assert.match(ended, /failed.*\n.*nobody/)
      }).pipe(Effect.scoped))

    it.live("one that runs is seen and cancelled, and its watchers are told", () =>
      Effect.gen(function*() {
        const client = yield* open(args)
        const id = yield* start(client, waiting)
        const stop = yield* client.subscribe(`task://${id}`)
        assert.match(textOf(yield* client.call("task_status", { task_id: id, wait: 0.05 })), /created|generating/)
        const cancelled = textOf(yield* client.call("task_cancel", { task_id: id, reason: "enough" }))
        assert.match(cancelled, /stopped.*\nenough/)
        assert.strictEqual(textOf(yield* client.call("task_cancel", { task_id: id, reason: "again" })), cancelled)
        yield* untilTrue("the update", () => client.updates().includes(`task://${id}`), client.stderr)
        yield* stop
        const task = yield* taskOf(client, id)
        assert.deepStrictEqual(task, { task_id: id, status: "stopped", actor, error: "enough" })
      }).pipe(Effect.scoped))

    it.live("their state and their logs are resources, listed by what there is", () =>
      Effect.gen(function*() {
        const client = yield* open(args)
        const templates = JSON.stringify(yield* client.templates)
        assert.include(templates, "task://{id}")
        assert.include(templates, "logs://task/{id}/{view}")
        const before = (yield* client.resources).map(({ uri }) => uri)
        assert.include(before, "logs://server")
        const id = yield* start(client, { tool: "qt_ping" })
        const stop = yield* client.subscribe(`logs://task/${id}/execution`)
        yield* client.call("task_status", { task_id: id, wait: 50 })
        const views = ["progress", "execution", "workflow"].map((view) => `logs://task/${id}/${view}`)
        const added = (yield* client.resources).map(({ uri }) => uri).filter((uri) => !before.includes(uri))
        assert.deepStrictEqual(added.toSorted(), [`task://${id}`, ...views].toSorted())
        for (const uri of views) {
          const { contents: [{ mimeType, text }] } = yield* client.read(uri)
          assert.strictEqual(mimeType, "text/plain")
          assert.match(text, new RegExp(`^1 \\S+ TASK_STARTED goal=qt_ping tool=qt_ping \\(${actor}\\)\n`))
          assert.match(text, /\n\d+ \S+ TASK_COMPLETE total_modules=0 success_rate=1 \(.*\)$/)
        }
        yield* stop
        for (const uri of ["task://task-00000000", "logs://task/task-00000000/progress", `logs://task/${id}/nothing`]) {
          const fault = yield* Effect.flip(client.read(uri))
          assert.include([-32002, -32602], fault.code, fault.message)
          assert.include(JSON.stringify(fault), uri)
        }
        assert.strictEqual((yield* client.read("logs://server")).contents[0].mimeType, "text/plain")
      }).pipe(Effect.scoped))

    it.live("what cannot be started, found or waited for so long is said", () =>
      Effect.gen(function*() {
        const client = yield* open(args)
        const errors: ReadonlyArray<readonly [string, Record<string, unknown>, RegExp]> = [
          ["task_start", { tool: "nothing" }, /There is no tool nothing/],
          ["task_start", { tool: "task_list" }, /task_list cannot run as a task/],
          ["task_status", { task_id: "task-00000000" }, /no task task-00000000/],
          ["task_status", { task_id: "task-00000000", wait: 51 }, /wait/],
          ["task_cancel", { task_id: "x" }, /no task x/]
        ]
        for (const [name, input, expected] of errors) {
          const result = yield* client.call(name, input)
          assert.isTrue(result.isError, name)
          assert.match(textOf(result), expected)
        }
        assert.strictEqual(textOf(yield* client.call("task_list")), "no tasks")
      }).pipe(Effect.scoped))
  })
}

describe("tasks over stdio", () => {
  it.live("are not there where nobody asked for them", () =>
    Effect.gen(function*() {
      const client = yield* sdk1(["--demo"])
      assert.notInclude((yield* client.tools).map(({ name }) => name), "task_start")
      assert.notInclude((yield* client.resources).map(({ uri }) => uri), "logs://server")
    }).pipe(Effect.scoped))

  it.live("change the list of resources, which the client is told", () =>
    Effect.gen(function*() {
      const client = yield* connect(args)
      yield* client.request("tools/call", { name: "task_start", arguments: { tool: "qt_ping" } })
      yield* untilTrue(
        "the notification",
        () => client.frames().some(({ method }) => method === "notifications/resources/list_changed"),
        client.stderr
      )
    }).pipe(Effect.scoped))

  it.live("come with the server's own log", () =>
    Effect.gen(function*() {
      const client = yield* connect(args)
      yield* client.request("resources/subscribe", { uri: "logs://server" })
      client.write("this is no frame\n")
      const isUpdate = ({ method, params }: Frame) =>
        method === "notifications/resources/updated" && params?.["uri"] === "logs://server"
      yield* untilTrue("the update", () => client.frames().some(isUpdate), client.stderr)
      const { result } = yield* client.request("resources/read", { uri: "logs://server" })
      assert.include(JSON.stringify(result), JSON.stringify(client.stderr().trimEnd()).slice(1, -1))
      assert.match(JSON.stringify(result), /level=WARN/i)
    }).pipe(Effect.scoped))

  it.live("end with the server, though one of them runs", () =>
    Effect.gen(function*() {
      const client = yield* connect(args)
      yield* client.request("tools/call", { name: "task_start", arguments: waiting })
      client.closeInput()
      const { code } = yield* client.ended
      assert.strictEqual(code, 0, client.stderr())
    }).pipe(Effect.scoped))
})

const statusOf = Effect.fnUntraced(function*(client: LineClient, id: string) {
  const { result } = yield* client.request("tools/call", { name: "task_status", arguments: { task_id: id } })
  return JSON.stringify(result)
})

describe("tasks with --state", () => {
  it.live("are there after the server was killed; what ran was stopped by it", () =>
    Effect.gen(function*() {
      const kept = [...args, "--state", yield* newFile]
      const first = yield* connect(kept)
      const started = Effect.fnUntraced(function*(work: object) {
        const { result } = yield* first.request("tools/call", { name: "task_start", arguments: work })
        return /task-[0-9a-f]{8}/.exec(JSON.stringify(result))?.[0] ?? ""
      })
      const ended = yield* started({ tool: "qt_version" })
      const running = yield* started(waiting)
      yield* first.request("tools/call", { name: "task_status", arguments: { task_id: ended, wait: 50 } })
      const before = yield* statusOf(first, ended)
      assert.include(before, "completed")
      first.signal("SIGKILL")
      yield* first.ended

      const second = yield* connect(kept)
      assert.strictEqual(yield* statusOf(second, ended), before)
      assert.match(yield* statusOf(second, running), /stopped.*interrupted by a restart of the server/)
      const { result } = yield* second.request("resources/read", { uri: `logs://task/${running}/execution` })
      assert.match(JSON.stringify(result), /1 \S+ TASK_STARTED .*TASK_STOPPED/)
      assert.strictEqual(second.stderr(), "")

      const third = yield* run(kept)
      assert.strictEqual(third.code, 2)
      assert.match(third.stderr, /^qtmcp: --state \S+ cannot be used: another server has it open[^\n]*\n$/)
    }).pipe(Effect.scoped))
})
