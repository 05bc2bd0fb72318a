import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import { connect2 } from "../harness/http/sdk.ts"
import { environment } from "../harness/mcp/BridgeProcess.ts"
import { type Client, textOf } from "../harness/mcp/McpClient.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { until } from "../harness/mcp/until.ts"

const main = fileURLToPath(new URL("../../examples/codebook/main.ts", import.meta.url))

/** A folder for project files, gone with the scope. */
export const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(path.join(os.tmpdir(), "codebook-"))),
  (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true }))
)

/** The codebook as a process of its own, with this project open. */
export const start = Effect.fn("codebook.start")(function*(file: string, port = "0") {
  const args = ["--disable-warning=ExperimentalWarning", main, file]
  const child = yield* Effect.acquireRelease(
    Effect.sync(() => spawn(process.execPath, args, { env: environment({ MCP_HTTP_PORT: port }), stdio: "pipe" })),
    (started) => Effect.sync(() => void started.kill("SIGKILL"))
  )
  const out: Array<string> = []
  let code: number | null | undefined
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => out.push(chunk.toString()))
  child.on("close", (ended) => {
    code = ended
  })
  const log = () => out.join("")
  const url = yield* until("the address", () => /The codebook is at (\S+)\/ and/.exec(log())?.[1], log)
  return {
    url,
    log,
    leave: Effect.suspend(() => {
      child.kill("SIGTERM")
      return until("the end of the process", () => code, log)
    })
  }
})

/** An agent, with the text of what it is told. */
export const agent = Effect.fn("codebook.agent")(function*(url: string, name = "claude") {
  const { sdk } = yield* connect2(url, "2026-07-28", name)
  const client: Client = adapt(sdk, "2026-07-28", () => "")
  return {
    client,
    tell: (tool: string, args: Record<string, unknown> = {}) => Effect.map(client.call(tool, args), textOf)
  }
})
