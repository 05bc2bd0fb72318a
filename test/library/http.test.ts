import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Ref from "effect/Ref"
import { connect1, connect2 } from "../harness/http/sdk.ts"
import { type Client, textOf } from "../harness/mcp/McpClient.ts"
import { adapt as adapt1 } from "../harness/mcp/Sdk1Client.ts"
import { adapt as adapt2 } from "../harness/mcp/Sdk2Client.ts"
import { until } from "../harness/mcp/until.ts"
import { serve } from "./app.ts"

const modern = "2026-07-28"

const connected = (url: string, name = "claude") =>
  Effect.map(connect2(url, modern, name), ({ sdk }) => adapt2(sdk, modern, () => ""))

const old = (url: string) => Effect.map(connect1(url), ({ sdk }) => adapt1(sdk, () => ""))

/** The text of a call, and whether it is one of failure. */
const told = (client: Client, name: string, args?: Record<string, unknown>) =>
  Effect.map(client.call(name, args), (result) => ({ text: textOf(result), isError: result.isError ?? false }))

describe("an application behind McpBridge.layerHttp", () => {
  for (const [line, open] of [["2.x", connected], ["1.x", old]] as const) {
    it.live(`is itself for a client of the ${line} SDK: name, instructions, tools with title and hints`, () =>
      Effect.gen(function*() {
        const { url } = yield* serve()
        const client = yield* open(url)
        assert.deepStrictEqual(client.server, { name: "library test", version: "3.2.1" })
        assert.strictEqual(client.instructions, "Do as you like.")
        const listed = yield* client.tools
        assert.includeMembers(listed.map(({ name }) => name), ["say", "erase", "store_name"])
        assert.isFalse(listed.some(({ name }) => name.startsWith("qt")))
        assert.deepStrictEqual(yield* told(client, "say", { text: "hi" }), {
          text: "{\n \"said\": \"hi\"\n}",
          isError: false
        })
      }))
  }

  it.live("lists what the annotations say", () =>
    Effect.gen(function*() {
      const { url } = yield* serve()
      const { sdk } = yield* connect2(url, modern)
      const { tools } = yield* Effect.promise(() => sdk.listTools())
      const of = (name: string) => tools.find((tool) => tool.name === name)
      assert.strictEqual(of("erase")?.title, "Erase all")
      assert.deepStrictEqual(of("erase")?.annotations, {
        readOnlyHint: false,
        destructiveHint: true,
        idempotentHint: true,
        openWorldHint: true
      })
      assert.deepStrictEqual(of("say")?.annotations, {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: false,
        openWorldHint: false
      })
      assert.isTrue(of("slow")?.annotations?.readOnlyHint)
      assert.deepStrictEqual(of("say")?.inputSchema, {
        type: "object",
        properties: { text: { type: "string", minLength: 1, description: "what" } },
        required: ["text"],
        additionalProperties: false
      })
    }))

  it.live("answers a typed failure with its message, a defect as one, and wrong arguments with what was expected", () =>
    Effect.gen(function*() {
      const { app, url } = yield* serve()
      const client = yield* connected(url)
      yield* Ref.set(app.project, undefined)
      assert.deepStrictEqual(yield* told(client, "store_name"), {
        text: "NO_PROJECT: no project is open. Open one first.",
        isError: true
      })
      const wrong = yield* told(client, "say", { text: "", more: 1 })
      assert.isTrue(wrong.isError)
      assert.match(wrong.text, /^Invalid arguments for say: .*"more".*"text"/)
      const broken = yield* told(client, "broken")
      assert.isTrue(broken.isError)
      assert.match(broken.text, /^A defect of The application, please report it: .*a bug of the application/)
    }))

  it.live("looks up what its tools work on at every call, and lets go of it after", () =>
    Effect.gen(function*() {
      const { app, url } = yield* serve()
      const client = yield* connected(url)
      assert.strictEqual((yield* told(client, "store_name")).text, "first")
      yield* Ref.set(app.project, "second")
      assert.strictEqual((yield* told(client, "store_name")).text, "second")
      assert.deepStrictEqual(app.log, ["let go of first", "let go of second"])
    }))

  it.live("reads its resources anew, finds those of a template, and says why one cannot be read", () =>
    Effect.gen(function*() {
      const { app, url } = yield* serve()
      const client = yield* connected(url)
      const uris = (yield* client.resources).map(({ uri }) => uri)
      assert.includeMembers(uris, ["app://project", "app://page/1"])
      assert.strictEqual((yield* client.read("app://project")).contents[0].text, "first")
      assert.strictEqual((yield* client.read("app://page/1")).contents[0].text, "the first page")
      const missing = yield* Effect.flip(client.read("app://page/9"))
      assert.include(missing.message, "app://page/9")
      yield* Ref.set(app.project, undefined)
      for (const uri of ["app://project", "app://page/1"]) {
        const fault = yield* Effect.flip(client.read(uri))
        assert.include(fault.message, "NO_PROJECT: no project is open.")
      }
    }))

  it.live("shows pictures as such, and early results as progress", () =>
    Effect.gen(function*() {
      const { url } = yield* serve()
      const client = yield* connected(url)
      const { content } = yield* client.call("picture")
      assert.deepStrictEqual(content, [
        { type: "text", text: "here" },
        { type: "image", data: "aGVsbG8=", mimeType: "image/png" }
      ])
      const seen: Array<string | undefined> = []
      const result = yield* client.call("count", {}, ({ message }) => void seen.push(message))
      assert.strictEqual(textOf(result), "3")
      assert.deepStrictEqual(seen, ["1", "2"])
    }))

  it.live("previews what destroys until it is confirmed", () =>
    Effect.gen(function*() {
      const { app, url } = yield* serve()
      const client = yield* connected(url)
      const preview = yield* told(client, "erase")
      assert.match(preview.text, /^PREVIEW, nothing was changed\. It would erase 3 things\. .*confirm: true/)
      assert.deepStrictEqual(yield* told(client, "erase", { confirm: false }), preview)
      assert.deepStrictEqual(app.log, [])
      assert.strictEqual((yield* told(client, "erase", { confirm: true })).text, "erased 3 things")
      assert.deepStrictEqual(app.log, ["erased"])
    }))

  it.live("keeps a second client going while a tool of the first one waits, and ends it when its client leaves", () =>
    Effect.gen(function*() {
      const { app, url } = yield* serve()
      const first = yield* connected(url, "first")
      const second = yield* connected(url, "second")
      const waiting = yield* Effect.forkChild(first.call("slow"))
      yield* Deferred.await(app.begun)
      assert.isFalse((yield* told(second, "say", { text: "I am here" })).isError)
      assert.isFalse((yield* told(second, "store_name")).isError)
      yield* Fiber.interrupt(waiting)
      yield* until("the interruption", () => app.log.find((line) => line === "slow was interrupted"))
    }))

  it.live("lets only those tools wait for one another that say so", () =>
    Effect.gen(function*() {
      const { app, url } = yield* serve()
      const first = yield* connected(url, "first")
      const second = yield* connected(url, "second")
      const one = yield* Effect.forkChild(first.call("alone", { name: "a" }))
      yield* until("the beginning of a", () => app.log.find((line) => line === "a begins"))
      const other = yield* Effect.forkChild(second.call("alone", { name: "b" }))
      assert.isFalse((yield* told(second, "say", { text: "meanwhile" })).isError)
      assert.deepStrictEqual(app.log, ["a begins"])
      yield* app.gate.open
      yield* Fiber.join(one)
      yield* Fiber.join(other)
      assert.deepStrictEqual(app.log, ["a begins", "a ends", "b begins", "b ends"])
    }))
})
