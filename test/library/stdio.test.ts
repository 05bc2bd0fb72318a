import { assert, describe, it } from "@effect/vitest"
import { Client } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"
import { Client as Client1 } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport as Transport1 } from "@modelcontextprotocol/sdk/client/stdio.js"
import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { ask } from "../harness/http/ask.ts"
import { environment } from "../harness/mcp/BridgeProcess.ts"
import { until } from "../harness/mcp/until.ts"

const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}.ts`, import.meta.url))

const server = {
  command: process.execPath,
  args: [example("embed"), "--stdio"],
  env: environment({ MCP_HTTP_PORT: "0" }),
  stderr: "pipe" as const
}

const modern = Effect.acquireRelease(
  Effect.promise(async () => {
    const client = new Client({ name: "claude", version: "1" })
    const transport = new StdioClientTransport(server)
    const log: Array<string> = []
    transport.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()))
    await client.connect(transport)
    return { client, log: () => log.join(""), pid: transport.pid ?? 0 }
  }),
  ({ client }) => Effect.promise(() => client.close())
)

/** The output of a program that ends by itself. */
const output = (name: string) =>
  Effect.promise<string>(() =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [example(name)], {
        env: environment(),
        stdio: ["ignore", "pipe", "ignore"]
      })
      const out: Array<string> = []
      child.stdout.on("data", (chunk: Buffer) => out.push(chunk.toString()))
      child.on("close", () => resolve(out.join("")))
    })
  )

describe("an application behind McpBridge.layerStdio", () => {
  it.live("serves who started it, and others by HTTP over the same tools; its log is on stderr", () =>
    Effect.gen(function*() {
      const { client, log } = yield* modern
      assert.deepStrictEqual(client.getServerVersion()?.name, "notes")
      const { tools } = yield* Effect.promise(() => client.listTools())
      assert.deepStrictEqual(tools.map(({ name }) => name), ["list_notes", "add_note", "remove_note"])
      yield* Effect.promise(() => client.callTool({ name: "add_note", arguments: { text: "by stdio" } }))
      const url = yield* until("the address", () => /MCP at (\S+)\/mcp/.exec(log())?.[1], log)
      const { text } = yield* ask(`${url}/tools/list_notes`, { json: {} })
      assert.include(text, "2 by stdio")
      yield* until("the event", () => log().includes("claude added") ? true : undefined, log)
    }))

  it.live("serves the client of the 1.x SDK", () =>
    Effect.gen(function*() {
      const client = new Client1({ name: "old", version: "1" })
      yield* Effect.acquireRelease(
        Effect.promise(() => client.connect(new Transport1(server))),
        () => Effect.promise(() => client.close())
      )
      const result = yield* Effect.promise(() => client.callTool({ name: "remove_note", arguments: { id: "7" } }))
      assert.deepStrictEqual(result, {
        content: [{ type: "text", text: "NOTE_NOT_FOUND: there is no note 7. list_notes shows those there are." }],
        isError: true
      })
    }))

  it.live("ends with its client, where it says so", () =>
    Effect.gen(function*() {
      const child = yield* Effect.acquireRelease(
        Effect.sync(() => spawn(process.execPath, server.args, { env: server.env, stdio: "pipe" })),
        (started) => Effect.sync(() => void started.kill("SIGKILL"))
      )
      const log: Array<string> = []
      let code: number | null | undefined
      child.stderr.on("data", (chunk: Buffer) => log.push(chunk.toString()))
      child.on("close", (ended) => {
        code = ended
      })
      yield* until("the start", () => log.join("").includes("MCP at") ? true : undefined, () => log.join(""))
      child.stdin.end()
      assert.strictEqual(yield* until("the end", () => code, () => log.join("")), 0)
    }))
})

describe("a script on ProbeClient", () => {
  it.live("drives an application without a server", () =>
    Effect.gen(function*() {
      const text = yield* output("probe-script")
      assert.match(
        text,
        /qtPilot Demo, a probe of the newest generation \(qtPilot\)\n#\d+ nameEdit: "", 656 x 26\n[\s\S]*now "Ada"\n$/
      )
    }))
})
