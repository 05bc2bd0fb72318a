/**
 * A first look, without a Qt application at hand: starts the built server on its demo application and does, as an MCP
 * client over stdio, what an agent would do, while the live view shows it in a browser. Run it with `npm run demo`: in a
 * terminal it waits at the end, so that there is time to look; elsewhere it ends by itself.
 */
import { Client } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"
import { once } from "node:events"
import { writeFileSync } from "node:fs"
import * as os from "node:os"
import * as path from "node:path"

const server = path.resolve(import.meta.dirname, "..", "dist", "qtmcp.js")
const picture = path.join(os.tmpdir(), "qtmcp-demo.png")

const say = (text = "") => process.stdout.write(`${text}\n`)

const transport = new StdioClientTransport({
  command: process.execPath,
  args: [server, "--demo", "--mode", "agent", "--http", "0", "--log-level", "warn"],
  stderr: "pipe"
})

/** Where the server says that the live view is; all else it says is passed on. */
const address = new Promise<string>((resolve) => {
  transport.stderr?.on("data", (chunk: Buffer) => {
    const [, url] = /live view, REST and WebSocket at (\S+)/.exec(chunk.toString()) ?? []
    if (url === undefined) process.stderr.write(chunk)
    else resolve(url)
  })
})

const client = new Client({ name: "first-run", version: "1.0.0" })
await client.connect(transport)

const isWatched = process.stdin.isTTY && process.stdout.isTTY
const liveView = await address
say(`The live view is at ${liveView} as long as this runs${isWatched ? ": open it in a browser" : ""}.`)

/** Calls a tool, shows the call and its answer, and keeps a picture that comes with it. */
const call = async (name: string, args: Record<string, unknown> = {}) => {
  say(`\n> ${name} ${JSON.stringify(args)}`)
  const result = await client.callTool({ name, arguments: args })
  for (const part of result.content) {
    if (part.type === "text") say(part.text)
    if (part.type === "image") writeFileSync(picture, Buffer.from(part.data, "base64"))
  }
  if (result.isError === true) throw new Error(`${name} failed`)
}

const { tools } = await client.listTools()
say(`The server offers ${tools.length} tools: ${tools.map((tool) => tool.name).join(", ")}`)

await call("ui_snapshot")
await call("ui_act", {
  steps: [
    { do: "fill", target: "Name", value: "Grüße, Ada" },
    { do: "fill", target: "Email", value: "ada@example.org" },
    { do: "select", target: "Country", value: "Germany" },
    { do: "check", target: "Subscribe to newsletter" },
    { do: "click", target: "Submit" }
  ]
})
await call("ui_find", { text: "Submitted" })
await call("ui_screenshot")
say(`The picture is in ${picture}`)
if (isWatched) {
  say(`\nThe live view at ${liveView} shows all of that, and you can pause the agent there. Press Enter to go on.`)
  await once(process.stdin, "data")
  process.stdin.unref()
}
await client.close()

const configuration = {
  mcpServers: { qtmcp: { command: process.execPath, args: [server, "--mode", "agent", "--demo"] } }
}
say(`
That was the demo application. To give it to your own MCP client, paste this into its configuration
(Claude Desktop: claude_desktop_config.json, Claude Code: .mcp.json, Cursor: .cursor/mcp.json):

${JSON.stringify(configuration, null, 2)}

To watch an agent in a browser, start the server with --http and open http://127.0.0.1:9876/ ; to see that without an agent:

${process.execPath} ${server} --demo --mode agent --http --no-stdio

For a real application leave out --demo and start it with the probe loaded; README.md says how.`)
