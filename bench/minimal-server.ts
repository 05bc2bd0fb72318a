import { Server } from "@modelcontextprotocol/server"
import { serveStdio } from "@modelcontextprotocol/server/stdio"

/** The least that answers `tools/list` over stdio with this SDK: what the bridge's start is measured against. */
serveStdio(() => {
  const server = new Server({ name: "minimal", version: "1.0.0" }, { capabilities: { tools: {} } })
  server.setRequestHandler("tools/list", () => ({
    tools: [{ name: "echo", description: "Says it again", inputSchema: { type: "object" } }]
  }))
  return server
})
