import { assert, describe, it } from "@effect/vitest"
import * as Tool from "effect/ai/Tool"
import * as Toolkit from "effect/ai/Toolkit"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { McpBridge, ToolRegistry } from "../../src/index.ts"

class Gone extends Schema.TaggedError<Gone>()("Gone", { id: Schema.String }) {
  override get message(): string {
    return `GONE: ${this.id} is gone.`
  }
}

const Parameters = Schema.Struct({ id: Schema.String, when: Schema.DateFromString }).annotate({ identifier: "Wanted" })

class Found extends Schema.Class<Found>("Found")({ id: Schema.String, when: Schema.Date }) {}

const find = Tool.make("find", { parameters: Parameters, success: Found, failure: Gone, failureMode: "return" })
const forget = Tool.make("forget", { success: Schema.Void })
const list = Tool.make("list", { success: Schema.Array(Found) })

const kit = Toolkit.make(find, forget, list)

const found = new Found({ id: "1", when: new Date(0) })

const handlers = kit.toLayer({
  find: ({ id, when }) => id === "0" ? new Gone({ id }) : Effect.succeed(new Found({ id, when })),
  forget: () => Effect.void,
  list: () => Effect.succeed([found])
})

const layer = Layer.provide(McpBridge.toolkit(kit), handlers).pipe(
  Layer.provideMerge(McpBridge.layer({ name: "kit", version: "1.0.0" }))
)

const told = Effect.fnUntraced(function*(name: string, input: unknown) {
  const registry = yield* ToolRegistry
  return yield* registry.call(name, input).pipe(
    Effect.map(({ content: [part], data }) => ({ text: part?.type === "text" ? part.text : "", data })),
    Effect.catch(({ message }) => Effect.succeed({ text: `ERROR ${message}`, data: undefined }))
  )
})

describe("a toolkit", () => {
  it.effect("has its fields at the top of the schema, also where that has a name", () =>
    Effect.gen(function*() {
      const registry = yield* ToolRegistry
      const schemas = new Map((yield* registry.tools).map(({ inputSchema, name }) => [name, inputSchema]))
      assert.deepInclude(schemas.get("find"), {
        type: "object",
        properties: { id: { type: "string" }, when: { type: "string" } },
        required: ["id", "when"]
      })
      assert.notProperty(schemas.get("find"), "$ref")
      assert.deepStrictEqual(schemas.get("forget"), { type: "object", properties: {}, additionalProperties: false })
    }).pipe(Effect.provide(layer)))

  it.effect("that gives its failures as results fails with their messages all the same", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* told("find", { id: "0", when: "2026-01-01" })).text, "ERROR GONE: 0 is gone.")
      assert.match((yield* told("find", { id: "1" })).text, /^ERROR Invalid arguments for find: .*"when"/)
    }).pipe(Effect.provide(layer)))

  it.effect("answers with what is encoded, and where it gives nothing that it is done", () =>
    Effect.gen(function*() {
      const data = { id: "1", when: new Date("2026-01-01") }
      const one = yield* told("find", { id: "1", when: "2026-01-01" })
      assert.deepStrictEqual([one.text, one.data], [JSON.stringify(data, null, 1), data])
      assert.deepStrictEqual(yield* told("forget", { dummy: true }), { text: "done", data: undefined })
      const all = yield* told("list", {})
      assert.deepStrictEqual([JSON.parse(all.text), all.data], [
        [{ id: "1", when: "1970-01-01T00:00:00.000Z" }],
        undefined
      ])
    }).pipe(Effect.provide(layer)))
})
