import { Client as SdkClient } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"
import * as Effect from "effect/Effect"
import { bin, environment } from "./BridgeProcess.ts"
import { attempt, type Client, decode, type Open } from "./McpClient.ts"

const modern = "2026-07-28"

/** A connected client of the SDK as the suites know it. */
export const adapt = (sdk: SdkClient, revision: string, stderr: () => string): Client => {
  const updates: Array<string> = []
  sdk.setNotificationHandler("notifications/resources/updated", ({ params }) => void updates.push(params.uri))
  const server = sdk.getServerVersion()
  return {
    server: { name: server?.name ?? "", version: server?.version ?? "" },
    revision: sdk.getNegotiatedProtocolVersion() ?? "",
    instructions: sdk.getInstructions() ?? "",
    tools: Effect.promise(async () => decode.tools((await sdk.listTools()).tools)),
    call: (name, args = {}, onProgress) =>
      attempt(async (signal) => {
        const options = onProgress === undefined ? { signal } : { signal, onprogress: onProgress }
        return decode.result(await sdk.callTool({ name, arguments: args }, options))
      }),
    resources: Effect.promise(async () => decode.resources((await sdk.listResources()).resources)),
    templates: Effect.promise(async () => (await sdk.listResourceTemplates()).resourceTemplates),
    read: (uri) => attempt(async () => decode.contents(await sdk.readResource({ uri }))),
    subscribe: (uri) =>
      revision === modern
        ? Effect.map(
          attempt(() => sdk.listen({ resourceSubscriptions: [uri] })),
          (listening) => Effect.promise(() => listening.close())
        )
        : Effect.as(
          attempt(() => sdk.subscribeResource({ uri })),
          Effect.promise(() => sdk.unsubscribeResource({ uri }))
        ),
    updates: () => updates,
    stderr
  }
}

/** A client that is not connected yet, and speaks this revision alone. */
export const make = (revision: string, name = "sdk 2"): SdkClient =>
  new SdkClient(
    { name, version: "1" },
    revision === modern
      ? { versionNegotiation: { mode: { pin: revision } } }
      : { supportedProtocolVersions: [revision] }
  )

const connect = async (args: ReadonlyArray<string>, revision: string) => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin(), ...args],
    env: environment(),
    stderr: "pipe"
  })
  const log: Array<string> = []
  transport.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()))
  const sdk = make(revision)
  await sdk.connect(transport)
  return { sdk, client: adapt(sdk, revision, () => log.join("")) }
}

/** The 2.x SDK's client, held to one revision of the protocol. */
export const sdk2 = (revision: string): Open => (args) =>
  Effect.acquireRelease(
    Effect.promise(() => connect(args, revision)),
    ({ sdk }) => Effect.promise(() => sdk.close())
  ).pipe(Effect.map(({ client }) => client))
