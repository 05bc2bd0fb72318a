import { Client as SdkClient } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { LATEST_PROTOCOL_VERSION, ResourceUpdatedNotificationSchema } from "@modelcontextprotocol/sdk/types.js"
import * as Effect from "effect/Effect"
import { bin, environment } from "./BridgeProcess.ts"
import { attempt, type Client, decode, type Open } from "./McpClient.ts"

/** A connected client of the SDK as the suites know it. */
export const adapt = (sdk: SdkClient, stderr: () => string): Client => {
  const updates: Array<string> = []
  sdk.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void updates.push(params.uri))
  const server = sdk.getServerVersion()
  return {
    server: { name: server?.name ?? "", version: server?.version ?? "" },
    revision: LATEST_PROTOCOL_VERSION,
    instructions: sdk.getInstructions() ?? "",
    tools: Effect.promise(async () => decode.tools((await sdk.listTools()).tools)),
    call: (name, args = {}, onProgress) =>
      attempt(async (signal) => {
        const options = onProgress === undefined ? { signal } : { signal, onprogress: onProgress }
        return decode.result(await sdk.callTool({ name, arguments: args }, undefined, options))
      }),
    resources: Effect.promise(async () => decode.resources((await sdk.listResources()).resources)),
    templates: Effect.promise(async () => (await sdk.listResourceTemplates()).resourceTemplates),
    read: (uri) => attempt(async () => decode.contents(await sdk.readResource({ uri }))),
    subscribe: (uri) =>
      Effect.as(
        attempt(() => sdk.subscribeResource({ uri })),
        Effect.promise(() => sdk.unsubscribeResource({ uri }))
      ),
    updates: () => updates,
    stderr
  }
}

const connect = async (args: ReadonlyArray<string>) => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin(), ...args],
    env: environment(),
    stderr: "pipe"
  })
  const log: Array<string> = []
  transport.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()))
  const sdk = new SdkClient({ name: "sdk 1", version: "1" })
  await sdk.connect(transport)
  return { sdk, client: adapt(sdk, () => log.join("")) }
}

/** The 1.x SDK's client: the host that has not been updated. */
export const sdk1: Open = (args) =>
  Effect.acquireRelease(
    Effect.promise(() => connect(args)),
    ({ sdk }) => Effect.promise(() => sdk.close())
  ).pipe(Effect.map(({ client }) => client))
