import * as Effect from "effect/Effect"
import { type BridgeProcess, start } from "../mcp/BridgeProcess.ts"
import { until } from "../mcp/until.ts"

/** A process of the bridge that serves HTTP. */
export interface Gateway extends BridgeProcess {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string
  readonly port: number
}

/** Starts the bin with HTTP on a free port and nothing on stdio, or with stdio where `args` say so. */
export const open = Effect.fn("Gateway.open")(function*(
  args: ReadonlyArray<string>,
  options: { readonly http?: string; readonly stdio?: boolean; readonly env?: Readonly<Record<string, string>> } = {}
) {
  const stdio = options.stdio ? [] : ["--no-stdio"]
  const bridge = yield* start(["--http", options.http ?? "0", ...stdio, ...args], options.env)
  const url = yield* until(
    "the address",
    () => /qtmcp: MCP at (\S+)\/mcp, .+\n/.exec(bridge.stderr())?.[1],
    bridge.stderr
  )
  const gateway: Gateway = { ...bridge, url, port: Number(new URL(url).port) }
  return gateway
})
