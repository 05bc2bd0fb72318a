import { Client } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"
import { encode } from "gpt-tokenizer/encoding/o200k_base"
import { afterEach, assert, beforeEach, describe, inject, it } from "vitest"

interface Spent {
  calls: number
  tokens: number
}

/** What the model reads and writes for a call: its arguments and every text of the result. */
const tokens = (input: unknown, texts: ReadonlyArray<string>): number =>
  encode(JSON.stringify(input)).length + texts.reduce((sum, text) => sum + encode(text).length, 0)

/** Tasks as an agent does them, each with a ceiling on calls and tokens, on the built server and a real client. */
describe("tasks in agent mode", () => {
  let client: Client
  let spent: Spent

  beforeEach(async () => {
    spent = { calls: 0, tokens: 0 }
    client = new Client({ name: "agent", version: "1.0.0" })
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [inject("bin"), "--demo", "--mode", "agent", "--log-level", "warn"],
        stderr: "inherit"
      })
    )
  })
  afterEach(() => client.close())

  const call = async (name: string, input: Record<string, unknown>): Promise<string> => {
    const result = await client.callTool({ name, arguments: input })
    const texts = result.content.flatMap((part) => part.type === "text" ? [part.text] : [])
    spent.calls += 1
    spent.tokens += tokens(input, texts)
    assert.isNotTrue(result.isError, texts.join("\n"))
    return texts.join("\n")
  }

  const within = (calls: number, most: number): void => {
    assert.isAtMost(spent.calls, calls)
    assert.isAtMost(spent.tokens, most)
  }

  it("fills a form of seven fields and submits it: 2 calls, 400 tokens", async () => {
    await call("ui_snapshot", {})
    const told = await call("ui_act", {
      steps: [
        { do: "fill", target: "Name", value: "Ada Lovelace" },
        { do: "fill", target: "Email", value: "ada@x.org" },
        { do: "set", target: "Age", value: 36 },
        { do: "select", target: "Country", value: "Italy" },
        { do: "check", target: "Subscribe to newsletter" },
        { do: "set", target: "Volume", value: 70 },
        { do: "fill", target: "Notes", value: "First programmer" },
        { do: "click", target: "Submit" }
      ]
    })
    assert.include(told, "Submitted: Ada Lovelace <ada@x.org>, Italy, 36, subscribed")
    assert.include(told, "Volume = 70")
    assert.include(told, "Notes = \"First programmer\"")
    within(2, 400)
  })

  it("opens, reads and closes a dialog of a menu: 3 calls, 500 tokens", async () => {
    assert.include(await call("ui_menu", { path: "Help/About", do: "trigger" }), "About Demo Application")
    assert.include(await call("ui_snapshot", {}), "a simulated Qt application")
    assert.include(
      await call("ui_act", { steps: [{ do: "click", target: "OK" }] }),
      "closed \"About Demo Application\""
    )
    within(3, 500)
  })

  it("finds a row by its text, ticks it and reads it back: 3 calls, 400 tokens", async () => {
    await call("ui_act", { steps: [{ do: "click", target: "Table" }] })
    const ticked = await call("ui_act", { steps: [{ do: "check", target: "table", item: "Gamma" }] })
    assert.include(ticked, "Gamma | 300 | Third item = on")
    assert.include(await call("ui_items", { target: "table", text: "Gamma" }), "[x] | Gamma | 300")
    within(3, 400)
  })

  it("types five scripts into an editor and reads them back: 2 calls, 300 tokens", async () => {
    const text = "Crème brûlée, ñandú\nΚαλημέρα κόσμε\nПривет, мир\n漢字かな交じり\nשלום مرحبا 🎉"
    await call("ui_act", { steps: [{ do: "type", target: "Notes", value: text }] })
    assert.strictEqual(await call("ui_read", { target: "Notes" }), text)
    within(2, 300)
  })
})
