import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { McpClient, type Open } from "../../harness/mcp/McpClient.ts"
import { untilTrue } from "../../harness/mcp/until.ts"
import { nameEdit, withApplication } from "./application.ts"

const decodePage = Schema.decodeSync(
  Schema.fromJsonString(Schema.Struct({
    events: Schema.Array(Schema.Struct({ seq: Schema.Int, topic: Schema.String, type: Schema.String })),
    next: Schema.Int,
    dropped: Schema.Int
  }))
)

const setName = Effect.fnUntraced(function*(value: string) {
  const client = yield* McpClient
  const result = yield* client.call("qt_properties_set", { objectId: nameEdit, name: "text", value })
  assert.notProperty(result, "isError", JSON.stringify(result))
})

const page = Effect.fnUntraced(function*(query: string) {
  const client = yield* McpClient
  return decodePage((yield* client.read(`qtmcp://events${query}`)).contents[0].text)
})

const countOf = (updates: ReadonlyArray<string>, uri: string): number => updates.filter((each) => each === uri).length

const updated = Effect.fnUntraced(function*(uri: string, more: number) {
  const { stderr, updates } = yield* McpClient
  yield* untilTrue(`update ${more} of ${uri}`, () => countOf(updates(), uri) >= more, stderr)
})

/** Subscriptions of the revision, and the pages of events. */
export const resources = (open: Open): void =>
  withApplication(open)("resources", (it) => {
    it.effect("the status tells its watchers when the connection changes, until they leave", () =>
      Effect.gen(function*() {
        const client = yield* McpClient
        const stop = yield* client.subscribe("qtmcp://status")
        yield* client.call("qtmcp_connect")
        yield* updated("qtmcp://status", 1)
        const connected = countOf(client.updates(), "qtmcp://status")
        yield* client.call("qtmcp_disconnect")
        yield* updated("qtmcp://status", connected + 1)
        yield* stop
      }))

    it.effect("the events tell theirs when a signal is emitted, until they leave", () =>
      Effect.gen(function*() {
        const client = yield* McpClient
        yield* client.call("qt_signals_subscribe", { objectId: nameEdit, signal: "textChanged" })
        const stop = yield* client.subscribe("qtmcp://events")
        yield* setName("first")
        yield* updated("qtmcp://events", 1)
        yield* stop
        const told = countOf(client.updates(), "qtmcp://events")
        const { next } = yield* page("")
        yield* setName("second")
        const stopStatus = yield* client.subscribe("qtmcp://status")
        const before = countOf(client.updates(), "qtmcp://status")
        yield* client.call("qtmcp_disconnect")
        yield* updated("qtmcp://status", before + 1)
        yield* stopStatus
        assert.isAbove((yield* page(`?from=${next}`)).events.length, 0)
        assert.strictEqual(countOf(client.updates(), "qtmcp://events"), told)
      }))

    it.effect("events are paged by their number", () =>
      Effect.gen(function*() {
        const client = yield* McpClient
        yield* client.call("qt_signals_subscribe", { objectId: nameEdit, signal: "textChanged" })
        const { next: from } = yield* page("")
        yield* Effect.forEach(["a", "b", "c", "d", "e"], setName, { discard: true })
        const first = yield* page(`?from=${from}&limit=2`)
        assert.lengthOf(first.events, 2)
        assert.isTrue(first.events.every((event) => event.topic === "probe" && event.type === "signalEmitted"))
        const second = yield* page(`?from=${first.next}&limit=2`)
        const seqs = [...first.events, ...second.events].map((event) => event.seq)
        assert.deepStrictEqual(seqs, [...new Set(seqs)].sort((a, b) => a - b))
        assert.lengthOf(seqs, 4)
        const end = yield* page(`?from=${(yield* page("")).next}`)
        assert.deepStrictEqual(end.events, [])
      }))

    it.effect("a resource that is not there cannot be watched", () =>
      Effect.gen(function*() {
        const client = yield* McpClient
        if (client.revision === "2026-07-28") return
        const { code } = yield* client.subscribe("qtmcp://nothing").pipe(
          Effect.as({ code: 0 }),
          Effect.catchTag("McpFault", Effect.succeed)
        )
        assert.strictEqual(code, -32602)
      }))
  })
