/**
 * A first look, without a Qt application at hand: starts the built server on its demo application and does, as an MCP
 * client over stdio, what an agent would do. Run it with `npm run demo`.
 */
import { Client } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"
import * as os from "node:os"
import * as path from "node:path"

const server = path.resolve(import.meta.dirname, "..", "dist", "qtmcp.js")
const picture = path.join(os.tmpdir(), "qtmcp-demo.png")

const say = (text = "") => process.stdout.write(`${text}\n`)

const client = new Client({ name: "first-run", version: "1.0.0" })
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: [server, "--demo", "--mode", "native", "--log-level", "warn"],
    stderr: "inherit"
  })
)

/** Calls a tool and shows the call and its answer. */
const call = async (name: string, args: Record<string, unknown> = {}) => {
  say(`\n> ${name} ${JSON.stringify(args)}`)
  const result = await client.callTool({ name, arguments: args })
  const text = result.content.map((part) => part.type === "text" ? part.text : `[${part.type}]`).join("\n")
  say(text)
  if (result.isError === true) throw new Error(`${name} failed`)
  return text
}

const { tools } = await client.listTools()
say(`The server offers ${tools.length} tools: ${tools.slice(0, 6).map((tool) => tool.name).join(", ")} …`)

await call("qt_objects_tree")
await call("qt_batch", {
  steps: [
    { tool: "qt_ui_sendKeys", arguments: { objectId: "nameEdit", text: "Grüße, Ada" } },
    { tool: "qt_ui_sendKeys", arguments: { objectId: "emailEdit", text: "ada@example.org" } },
    { tool: "qt_ui_click", arguments: { objectId: "subscribeCheck" } },
    { tool: "qt_ui_click", arguments: { objectId: "submitButton" } }
  ]
})
await call("qt_properties_get", { objectId: "resultLabel", name: "text" })
await call("qt_ui_screenshot", { objectId: "MainWindow", file: picture })
await client.close()

const configuration = {
  mcpServers: { qtmcp: { command: process.execPath, args: [server, "--mode", "native", "--demo"] } }
}
say(`
That was the demo application. To give it to your own MCP client, paste this into its configuration
(Claude Desktop: claude_desktop_config.json, Claude Code: .mcp.json, Cursor: .cursor/mcp.json):

${JSON.stringify(configuration, null, 2)}

For a real application leave out --demo and start it with the probe loaded; README.md says how.`)
