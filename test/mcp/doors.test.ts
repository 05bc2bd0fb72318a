import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { connect } from "../harness/mcp/LineClient.ts"
import { until } from "../harness/mcp/until.ts"

const decodeTask = Schema.decodeUnknownSync(Schema.Struct({ task_id: Schema.String, status: Schema.String }))

const ask = (url: string, body?: object) =>
  Effect.promise(async () => {
    const response = await fetch(url, {
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) })
    })
    return decodeTask(await response.json())
  })

describe("one table of tasks", () => {
  it.live("is seen by MCP over stdio and by REST, whoever started them", () =>
    Effect.gen(function*() {
      const client = yield* connect(["--demo", "--http", "0"])
      const url = yield* until("the address", () => /REST and WebSocket at (\S+)\//.exec(client.stderr())?.[1])
      const call = (name: string, input: object) =>
        Effect.map(client.request("tools/call", { name, arguments: input }), ({ result }) => JSON.stringify(result))

      const byRest = yield* ask(`${url}/tasks`, { tool: "qt_ping", arguments: {} })
      assert.strictEqual(byRest.status, "started")
      assert.match(yield* call("task_status", { task_id: byRest.task_id, wait: 50 }), /qt_ping: completed .*by rest/)

      const waiting = { for: "exists", objectName: "nothing", timeout: 50_000 }
      const started = yield* call("task_start", { tool: "qt_wait", arguments: waiting })
      const id = /task-[0-9a-f]{8}/.exec(started)?.[0] ?? ""
      assert.include(["created", "generating"], (yield* ask(`${url}/tasks/${id}`)).status)
      assert.match(yield* call("task_cancel", { task_id: id }), /stopped/)
      assert.strictEqual((yield* ask(`${url}/tasks/${id}`)).status, "stopped")
      const { result } = yield* client.request("resources/read", { uri: `logs://task/${byRest.task_id}/execution` })
      assert.match(JSON.stringify(result), /TASK_STARTED.*\(rest\).*TASK_COMPLETE/)
    }).pipe(Effect.scoped))
})
