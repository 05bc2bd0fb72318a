import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type ExecBridge, execBridge, places } from "../harness/exec/bridge.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const Listed = Schema.Struct({
  resources: Schema.Array(Schema.Struct({ uri: Schema.String })),
  nextCursor: Schema.optionalKey(Schema.String)
})
const Templates = Schema.Struct({ resourceTemplates: Schema.Array(Schema.Struct({ uriTemplate: Schema.String })) })
const decodeListed = Schema.decodeUnknownSync(Listed)
const decodeTemplates = Schema.decodeUnknownSync(Templates)

/** Reads a resource as a client does that does not know how long it is. */
const readAll = Effect.fnUntraced(function*({ read }: ExecBridge, uri: string, limit: number) {
  let whole = ""
  for (;;) {
    const part = yield* read(`${uri}?limit=${limit}&offset=${Buffer.byteLength(whole)}`)
    if (part === "") return whole
    assert.isAtMost(Buffer.byteLength(part), Math.max(limit, 4))
    whole += part
  }
})

for (const [where, place] of Object.entries(places)) {
  const open = (flags: ReadonlyArray<string> = []) => Effect.flatMap(place, (own) => execBridge([...own, ...flags]))

  describe(`executor://logs of a command ${where}`, () => {
    it.live("is what it wrote: bytes that are no UTF-8 too, both streams in order, or one", () =>
      Effect.gen(function*() {
        const { call, read } = yield* open()
        const { id, text } = yield* call("execute", {
          command: String.raw`printf 'a\377b\n'; sleep 0.2; printf 'wrong\n' >&2; sleep 0.2; printf 'ä€😀 end'`
        })
        const uri = `executor://logs/${id}`
        assert.strictEqual(yield* read(uri), "a\uFFFDb\nwrong\nä€😀 end")
        assert.strictEqual(yield* read(`${uri}?stream=both`), "a\uFFFDb\nwrong\nä€😀 end")
        assert.strictEqual(yield* read(`${uri}?stream=stdout`), "a\uFFFDb\nä€😀 end")
        assert.strictEqual(yield* read(`${uri}?stream=stderr`), "wrong\n")
        assert.strictEqual(yield* read(`${uri}?offset=-4`), " end")
        assert.strictEqual(yield* read(`${uri}?offset=1000`), "")
        assert.include(text, "\na\uFFFDb\n[stderr] wrong\nä€😀 end")
      }))

    it.live("is read in parts that are the whole, and takes no character apart", () =>
      Effect.gen(function*() {
        const bridge = yield* open()
        const { id } = yield* bridge.call("execute", { command: "printf 'ä€😀%.0s' $(seq 9)" })
        const whole = "ä€😀".repeat(9)
        for (const limit of [1, 3, 5, 64]) {
          assert.strictEqual(yield* readAll(bridge, `executor://logs/${id}`, limit), whole)
        }
      }))

    it.live("holds long output whole, of which a result shows the beginning and the end", () =>
      Effect.gen(function*() {
        const bridge = yield* open()
        const { data, id, text } = yield* bridge.call("execute", { command: "seq 30000" })
        const whole = Array.from({ length: 30_000 }, (_, index) => `${index + 1}\n`).join("")
        assert.isBelow(text.length, 30_000)
        assert.match(text, /^exit code 0 [^\n]*\n1\n2\n/)
        assert.match(text, /\n29999\n30000$/)
        const [, left, offset] =
          /… (\d+) bytes left out; they are at executor:\/\/logs\/x-[0-9a-f]+\?offset=(\d+)/.exec(text) ?? []
        const [before = "", after = ""] = text.slice(text.indexOf("\n") + 1).split(/\n… .*\n/)
        const middle = yield* bridge.read(`executor://logs/${id}?offset=${offset}&limit=2000000`)
        assert.strictEqual(Buffer.byteLength(`${before}\n`), Number(offset))
        assert.strictEqual(`${before}\n${middle}`, whole)
        assert.isTrue(middle.endsWith(`${after}\n`))
        assert.strictEqual(Buffer.byteLength(middle) - Buffer.byteLength(`${after}\n`), Number(left))
        assert.include(data, { truncated: true })
        assert.strictEqual(yield* readAll(bridge, `executor://logs/${id}`, 500_000), whole)
      }))

    it.live("holds 5 MB whole and in order", () =>
      Effect.gen(function*() {
        const bridge = yield* open()
        const filler = "x".repeat(990)
        const { id, line } = yield* bridge.call("execute", {
          command: `x=$(printf 'x%.0s' $(seq 990)); seq -f "%06g $x" 5200`
        })
        assert.match(line, /^exit code 0/)
        const whole = Array.from(
          { length: 5200 },
          (_, index) => `${String(index + 1).padStart(6, "0")} ${filler}\n`
        ).join("")
        const read = yield* readAll(bridge, `executor://logs/${id}`, 2_000_000)
        assert.strictEqual(read.length, whole.length)
        assert.isTrue(read === whole)
      }))

    it.live("holds no more than it may, and says how much is missing", () =>
      Effect.gen(function*() {
        const { call, read } = yield* open(["--exec-max-output", "1000"])
        const { data, id, text } = yield* call("execute", { command: "printf 'x%.0s' $(seq 1500); printf y >&2" })
        assert.include(text, "… 501 bytes more were written and are not kept (--exec-max-output)")
        assert.include(data, { truncated: true, exitCode: 0 })
        assert.strictEqual(yield* read(`executor://logs/${id}`), "x".repeat(1000))
      }))
  })
}

describe("executor://logs", () => {
  it.live("is a template; runs are listed, and one that is not there is not found", () =>
    Effect.gen(function*() {
      const { call, client } = yield* execBridge()
      const { id } = yield* call("execute", { command: "true" })
      const templates = decodeTemplates((yield* client.request("resources/templates/list")).result)
      assert.include(
        templates.resourceTemplates.map(({ uriTemplate }) => uriTemplate),
        "executor://logs/{id}{?offset,limit,stream}"
      )
      const listed = decodeListed((yield* client.request("resources/list")).result)
      assert.include(listed.resources.map(({ uri }) => uri), `executor://logs/${id}`)
      const { error } = yield* client.request("resources/read", { uri: "executor://logs/x-00000000" })
      assert.strictEqual(error?.code, -32_602)
      assert.match(error?.message ?? "", /not found/)
    }))

  it.live("tells who watches it that there is more, and everybody that there is another", () =>
    Effect.gen(function*() {
      const { call, client } = yield* execBridge()
      const { id } = yield* call("execute", { command: "sleep 0.5; echo more; sleep 300", wait: false })
      const uri = `executor://logs/${id}`
      yield* client.request("resources/subscribe", { uri })
      const told = (method: string) => client.frames().filter((frame) => frame.method === method)
      yield* untilTrue("an update", () => told("notifications/resources/updated").length > 0)
      assert.strictEqual(told("notifications/resources/updated")[0]?.params?.["uri"], uri)
      yield* untilTrue("another list", () => told("notifications/resources/list_changed").length > 0)
    }))
})
