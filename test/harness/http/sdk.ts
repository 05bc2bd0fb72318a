import { StreamableHTTPClientTransport } from "@modelcontextprotocol/client"
import { Client as Sdk1 } from "@modelcontextprotocol/sdk/client/index.js"
import { StreamableHTTPClientTransport as Sdk1Transport } from "@modelcontextprotocol/sdk/client/streamableHttp.js"
import * as Effect from "effect/Effect"
import type { Open } from "../mcp/McpClient.ts"
import { adapt as adapt1 } from "../mcp/Sdk1Client.ts"
import { adapt as adapt2, make as make2 } from "../mcp/Sdk2Client.ts"
import * as Gateway from "./Gateway.ts"

/** The 2.x SDK's client, held to one revision, at a gateway that runs. */
export const connect2 = (url: string, revision: string, name?: string, requestInit: RequestInit = {}) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const sdk = make2(revision, name)
      const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit })
      await sdk.connect(transport)
      return { sdk, transport }
    }),
    ({ sdk }) => Effect.promise(() => sdk.close())
  )

/** The 1.x SDK's client at a gateway that runs. */
export const connect1 = (url: string) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const sdk = new Sdk1({ name: "sdk 1", version: "1" })
      const transport = new Sdk1Transport(new URL(`${url}/mcp/`))
      await sdk.connect(transport)
      return { sdk, transport }
    }),
    ({ sdk }) => Effect.promise(() => sdk.close())
  )

/** A gateway of its own for the 2.x SDK's client. */
export const sdk2 = (revision: string): Open => (args) =>
  Effect.gen(function*() {
    const { stderr, url } = yield* Gateway.open(args)
    const { sdk } = yield* connect2(url, revision)
    return adapt2(sdk, revision, stderr)
  })

/** A gateway of its own for the 1.x SDK's client. */
export const sdk1: Open = (args) =>
  Effect.gen(function*() {
    const { stderr, url } = yield* Gateway.open(args)
    const { sdk } = yield* connect1(url)
    return adapt1(sdk, stderr)
  })
