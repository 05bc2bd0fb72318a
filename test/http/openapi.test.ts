import { assert, describe, it } from "@effect/vitest"
import { CfWorkerJsonSchemaValidator } from "@modelcontextprotocol/server/validators/cf-worker"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { ask, at, textAt } from "../harness/http/ask.ts"
import { restHost } from "../harness/http/restHost.ts"
import { watch } from "../harness/http/Watcher.ts"

/** Every route of the gateway's table, but MCP. */
const routes = [
  "get /",
  "get /live",
  "get /health",
  "get /tasks",
  "get /tasks/{task_id}",
  "get /tasks/{task_id}/logs/stream",
  "get /tasks/{task_id}/results",
  "get /tools",
  "get /ws",
  "get /ws/{task_id}",
  "delete /tasks/{task_id}",
  "post /tasks",
  "post /tools/{name}",
  "post /pause",
  "post /resume",
  "get /view/picture",
  "get /view/outline",
  "post /login-links"
]

const record = (value: unknown): Readonly<Record<string, unknown>> => Predicate.isObject(value) ? { ...value } : {}

const operations = (document: unknown) =>
  Object.entries(record(at(document, "paths"))).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, operation]) => ({ path, method, operation }))
  )

/** Every `$ref` within, with what it points to. */
const references = (document: unknown, within: unknown): ReadonlyArray<readonly [string, unknown]> =>
  !Predicate.isObject(within) && !Array.isArray(within)
    ? []
    : Object.entries(within).flatMap(([key, value]) =>
      key === "$ref" && typeof value === "string"
        ? [[value, at(document, ...value.slice(2).split("/"))]]
        : references(document, value)
    )

/** Says what is wrong with a value by a schema of the document; nothing where it fits. */
const faults = (document: unknown, schema: unknown, value: unknown): string => {
  const whole = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...record(schema),
    components: at(document, "components")
  }
  const { errorMessage, valid } = new CfWorkerJsonSchemaValidator().getValidator(whole)(value)
  return valid ? "" : errorMessage ?? "invalid"
}

const fetched = Effect.fnUntraced(function*(url: string) {
  const { json, status } = yield* ask(`${url}/openapi.json`)
  assert.strictEqual(status, 200)
  return json
})

describe("the OpenAPI document", () => {
  it.live("has every route, with its parameters and a summary, and refers to nothing that is not there", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost()
      const document = yield* fetched(url)
      assert.strictEqual(at(document, "openapi"), "3.1.0")
      const all = operations(document)
      assert.sameMembers(all.map(({ method, path }) => `${method} ${path}`), routes)
      const ids = all.map(({ operation }) => textAt(operation, "operationId"))
      assert.strictEqual(new Set(ids).size, ids.length)
      for (const { operation, path } of all) {
        assert.isAbove(textAt(operation, "summary").length, 10, path)
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
        const parameters: unknown = at(operation, "parameters")
        assert(Array.isArray(parameters))
        assert.deepStrictEqual(
          parameters.filter((parameter) => at(parameter, "in") === "path").map((parameter) => at(parameter, "name")),
          named,
          path
        )
      }
      for (const [path, name] of [["/ws", "from"], ["/tasks/{task_id}/logs/stream", "last-event-id"]] as const) {
        const parameters: unknown = at(document, "paths", path, "get", "parameters")
        assert(Array.isArray(parameters))
        const found: unknown = parameters.find((parameter) => at(parameter, "name") === name)
        assert.deepStrictEqual(at(found, "schema"), { type: "integer", minimum: 0 }, path)
      }
      const bodies = ["/tools/{name}", "/tasks"].map((path) => at(document, "paths", path, "post", "requestBody"))
      assert.deepStrictEqual(bodies.map((body) => at(body, "required")), [false, true])
      const broken = references(document, document).filter(([, target]) => target === undefined)
      assert.deepStrictEqual(broken, [])
      assert.strictEqual(at(document, "components", "securitySchemes", "token", "scheme"), "bearer")
    }))

  it.live("describes what is really answered, errors too", () =>
    Effect.gen(function*() {
      const { open, setProbe, tasks, url } = yield* restHost({ tasks: { running: 2 } })
      const document = yield* fetched(url)
      const { id: ended } = yield* tasks.startTool("echo", { text: "x" })
      yield* tasks.await(ended)
      const { id: running } = yield* tasks.startTool("gated", {})
      yield* setProbe({ _tag: "down", reason: "gone" })
      const answers = [
        ["get", "/", "/", {}, 200],
        ["get", "/health", "/health", {}, 503],
        ["get", "/tools", "/tools", {}, 200],
        ["post", "/tools/{name}", "/tools/echo", { json: { arguments: { text: "x" } } }, 200],
        ["post", "/tools/{name}", "/tools/refuse", { json: {} }, 200],
        ["post", "/tools/{name}", "/tools/echo", { json: {} }, 400],
        ["post", "/tools/{name}", "/tools/echo", { json: [] }, 400],
        ["post", "/tools/{name}", "/tools/nothing", { json: {} }, 404],
        ["post", "/tools/{name}", "/tools/echo", { method: "POST", body: "text" }, 415],
        ["post", "/tasks", "/tasks", { json: { tool: "gated" } }, 200],
        ["post", "/tasks", "/tasks", { json: { tool: "gated" } }, 429],
        ["post", "/tasks", "/tasks", { json: {} }, 400],
        ["post", "/tasks", "/tasks", { json: { tool: "nothing" } }, 404],
        ["post", "/tasks", "/tasks", { json: { prompt: "x" } }, 501],
        ["get", "/tasks", "/tasks", {}, 200],
        ["get", "/tasks/{task_id}", `/tasks/${ended}`, {}, 200],
        ["get", "/tasks/{task_id}", `/tasks/${running}`, {}, 200],
        ["get", "/tasks/{task_id}", "/tasks/task-00000000", {}, 404],
        ["get", "/tasks/{task_id}/results", `/tasks/${ended}/results`, {}, 200],
        ["get", "/tasks/{task_id}/results", `/tasks/${running}/results`, {}, 409],
        ["delete", "/tasks/{task_id}", `/tasks/${running}`, { method: "DELETE" }, 200],
        ["get", "/ws/{task_id}", `/ws/${running}`, {}, 426],
        ["get", "/ws", "/ws?from=x", {}, 400]
      ] as const
      for (const [method, path, asked, init, status] of answers) {
        const answer = yield* ask(`${url}${asked}`, init)
        const what = `${method} ${asked} ${status}`
        assert.strictEqual(answer.status, status, what)
        const described = at(
          document,
          "paths",
          path,
          method,
          "responses",
          status,
          "content",
          "application/json",
          "schema"
        )
        assert.isDefined(described, what)
        assert.strictEqual(faults(document, described, answer.json), "", `${what}: ${answer.text}`)
      }
      yield* open
    }))

  it.live("describes the frames of the WebSockets, and the requests that are taken", () =>
    Effect.gen(function*() {
      const { tasks, url, ws } = yield* restHost()
      const document = yield* fetched(url)
      const schema = (name: string) => at(document, "components", "schemas", name)
      const bus = yield* watch(`${ws}/ws?from=1`)
      const { id } = yield* tasks.startTool("steps", { count: 3000 })
      const watcher = yield* watch(`${ws}/ws/${id}`)
      watcher.send("{}")
      yield* watcher.closed
      assert.isAbove(watcher.frames.length, 1000)
      for (const frame of watcher.frames) assert.strictEqual(faults(document, schema("TaskFrame"), frame), "")
      for (const frame of bus.frames) assert.strictEqual(faults(document, schema("BusFrame"), frame), "")
      const fits = (name: string, value: unknown) => faults(document, schema(name), value) === ""
      assert.isTrue(fits("Intervention", { type: "INTERVENTION", guidance: "faster" }))
      assert.isFalse(fits("Intervention", { type: "INTERVENTION" }))
      assert.isTrue(fits("ToolCall", { arguments: { text: "x" } }))
      assert.isFalse(fits("ToolCall", null))
      assert.isTrue(fits("NewTask", { tool: "echo", arguments: { text: "x" } }))
      assert.isTrue(fits("NewTask", { prompt: "x", answers: ["y"] }))
      assert.isFalse(fits("NewTask", { tool: "echo", args: {} }))
    }))
})
