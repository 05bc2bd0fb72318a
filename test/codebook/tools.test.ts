import { assert, describe, it } from "@effect/vitest"
import { ResourceListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js"
import * as Effect from "effect/Effect"
import * as path from "node:path"
import { ask } from "../harness/http/ask.ts"
import { connect1, connect2 } from "../harness/http/sdk.ts"
import { until } from "../harness/mcp/until.ts"
import { agent, folder, start } from "./codebook.ts"

const opened = Effect.gen(function*() {
  const places = yield* folder
  const codebook = yield* start(path.join(places, "first.sqlite"))
  return { ...codebook, places, ...(yield* agent(codebook.url)) }
})

const command = (url: string, json: unknown) => ask(`${url}/codebook/commands`, { json })

describe("the codebook's tools", () => {
  it.live("read, code and uncode, by what the interviews say", () =>
    Effect.gen(function*() {
      const { tell } = yield* opened
      assert.match(
        yield* tell("list_documents"),
        /^d1 {2}Interview 1: Mara, teacher, \d+ characters, 0 passages coded\nd2/
      )
      assert.match(yield* tell("read_document", { document: "d2" }), /^Interview 2: Jonas, programmer\n\nI: You work/)
      assert.match(
        yield* tell("search_text", { text: "POTATOES" }),
        /^d2 at \d+: ….*I was peeling potatoes between.*…$/
      )
      assert.strictEqual(yield* tell("search_text", { text: "submarine" }), "Nobody says \"submarine\".")
      assert.strictEqual(yield* tell("create_code", { name: "money" }), "c1  money")
      const coded = yield* tell("apply_code", { document: "d1", code: "Money", quote: "Honestly, the rent." })
      assert.strictEqual(coded, "s1  money: \"Honestly, the rent.\"")
      assert.strictEqual(
        yield* tell("list_codings", { document: "d1" }),
        "s1  money by claude: \"Honestly, the rent.\""
      )
      assert.strictEqual(yield* tell("list_codes"), "c1  money, 1 passage")
      assert.strictEqual(yield* tell("remove_coding", { coding: "s1" }), "s1 no longer has the code money")
      assert.match(yield* tell("list_codings", { document: "d1" }), /^Nothing of Interview 1.* is coded yet\.$/)
    }))

  it.live("say with a code what is wrong, and what there is instead", () =>
    Effect.gen(function*() {
      const { client, tell } = yield* opened
      yield* tell("create_code", { name: "trust" })
      const place = { document: "d1", code: "trust" }
      const wrong: ReadonlyArray<readonly [string, Record<string, unknown>, RegExp]> = [
        ["read_document", { document: "d9" }, /^DOCUMENT_NOT_FOUND: .*d9.*Interview 1: Mara, teacher \(d1\)/],
        ["apply_code", { ...place, code: "love", quote: "x" }, /^CODE_NOT_FOUND: .*love.*trust \(c1\).*create_code/],
        ["apply_code", { ...place, quote: "the moon" }, /^NO_SUCH_PASSAGE: the quote is not in the document/],
        ["apply_code", { ...place, quote: "the" }, /^NO_SUCH_PASSAGE: the quote is there \d+ times\. .*occurrence/],
        ["apply_code", { ...place, quote: "rent", occurrence: 7 }, /^NO_SUCH_PASSAGE: .* no occurrence 7/],
        ["create_code", { name: "Trust" }, /^CODE_EXISTS: trust is there already, as c1/],
        ["remove_coding", { coding: "s5" }, /^CODING_NOT_FOUND: .*s5.*list_codings/],
        ["delete_code", { code: "c7" }, /^CODE_NOT_FOUND/],
        ["create_code", { name: "" }, /^Invalid arguments for create_code/]
      ]
      for (const [tool, args, text] of wrong) {
        const result = yield* client.call(tool, args)
        assert.isTrue(result.isError, tool)
        assert.match(result.content[0]?.text ?? "", text)
      }
      yield* tell("apply_code", { ...place, quote: "the rent" })
      assert.match(yield* tell("apply_code", { ...place, quote: "the rent" }), /^ALREADY_CODED: .*s1/)
    }))

  it.live("preview what destroys, merge without losing a passage, and never give an id again", () =>
    Effect.gen(function*() {
      const { tell } = yield* opened
      for (const name of ["money", "rent"]) yield* tell("create_code", { name })
      const coded = (code: string, quote: string) => tell("apply_code", { document: "d1", code, quote })
      yield* coded("money", "the landlord raised it again")
      yield* coded("rent", "the landlord raised it again")
      yield* coded("rent", "So it was about money.")
      const preview = yield* tell("merge_codes", { from: "rent", into: "money" })
      assert.match(preview, /^PREVIEW, nothing was changed\. 2 passages of rent would be money, and rent is deleted\./)
      assert.strictEqual(yield* tell("list_codes"), "c1  money, 1 passage\nc2  rent, 2 passages")
      yield* tell("merge_codes", { from: "rent", into: "money", confirm: true })
      assert.strictEqual(yield* tell("list_codes"), "c1  money, 2 passages")
      assert.match(yield* tell("delete_code", { code: "money" }), /^PREVIEW.*takes it from 2 passages/)
      assert.match(yield* tell("delete_code", { code: "money", confirm: true }), /^money is deleted; 2 passages had it/)
      assert.match(yield* tell("list_codes"), /^There are no codes yet/)
      assert.strictEqual(yield* tell("create_code", { name: "new" }), "c3  new")
    }))

  it.live("answer NO_PROJECT while none is open, and work on the one that is opened then", () =>
    Effect.gen(function*() {
      const { client, places, tell, url } = yield* opened
      const { sdk: old } = yield* connect1(url)
      yield* tell("create_code", { name: "of the first" })
      yield* command(url, { command: "close" })
      for (const tool of ["list_documents", "list_codes"]) {
        const result = yield* client.call(tool)
        assert.isTrue(result.isError)
        assert.match(result.content[0]?.text ?? "", /^NO_PROJECT: no project is open\. Ask the person/)
      }
      const fault = yield* Effect.flip(client.read("codebook://document/d1"))
      assert.include(fault.message, "NO_PROJECT")
      yield* command(url, { command: "open", file: path.join(places, "second.sqlite") })
      assert.match(yield* tell("list_codes"), /^There are no codes yet/)
      yield* tell("create_code", { name: "of the second" })
      const listed = yield* Effect.promise(() => old.callTool({ name: "list_codes" }))
      assert.include(JSON.stringify(listed), "c1  of the second, 0 passages")
      yield* command(url, { command: "open", file: path.join(places, "first.sqlite") })
      assert.strictEqual(yield* tell("list_codes"), "c1  of the first, 0 passages")
      const none = yield* command(url, { command: "open", file: path.join(places, "no", "such", "folder.sqlite") })
      assert.strictEqual(none.status, 409)
      assert.include(none.text, "NO_SUCH_FILE")
      assert.strictEqual(yield* tell("list_codes"), "c1  of the first, 0 passages")
    }))

  it.live("give the interviews as resources too", () =>
    Effect.gen(function*() {
      const { client } = yield* opened
      const uris = (yield* client.resources).map(({ uri }) => uri)
      assert.includeMembers(uris, ["codebook://document/d1", "codebook://document/d2"])
      assert.match((yield* client.read("codebook://document/d1")).contents[0].text, /^I: You moved here four years ago/)
      yield* Effect.flip(client.read("codebook://document/d3"))
    }))

  it.live("tell clients of both SDKs that there are other interviews when another project is opened", () =>
    Effect.gen(function*() {
      const { places, url } = yield* opened
      const { sdk: modern } = yield* connect2(url, "2025-11-25", "claude")
      const { sdk: old } = yield* connect1(url)
      const told: Array<string> = []
      modern.setNotificationHandler("notifications/resources/list_changed", () => void told.push("2.x"))
      old.setNotificationHandler(ResourceListChangedNotificationSchema, () => void told.push("1.x"))
      yield* command(url, { command: "open", file: path.join(places, "second.sqlite") })
      yield* until("both", () => new Set(told).size === 2 ? true : undefined, () => told.join())
    }))

  it.live("a second instance runs on another port and says so; the end of the process frees the first", () =>
    Effect.gen(function*() {
      const { leave, places, url } = yield* opened
      const port = new URL(url).port
      const second = yield* start(path.join(places, "second.sqlite"), port)
      assert.notStrictEqual(second.url, url)
      assert.match(second.log(), new RegExp(`WARN.*127\\.0\\.0\\.1:${port}: another program listens there already`))
      const { tell } = yield* agent(second.url)
      assert.strictEqual(yield* tell("create_code", { name: "elsewhere" }), "c1  elsewhere")
      assert.strictEqual(yield* leave, 130)
      const third = yield* start(path.join(places, "first.sqlite"), port)
      assert.strictEqual(third.url, url)
    }))

  it.live("are for pages of this machine alone", () =>
    Effect.gen(function*() {
      const { url } = yield* opened
      const headers = { origin: "https://example.org" }
      for (const where of ["/mcp", "/codebook/commands", "/tools/list_codes"]) {
        assert.strictEqual((yield* ask(`${url}${where}`, { headers, json: {} })).status, 403)
      }
      for (const where of ["/", "/codebook/state", "/codebook/events", "/ws"]) {
        assert.strictEqual((yield* ask(`${url}${where}`, { headers })).status, 403)
      }
    }))
})
