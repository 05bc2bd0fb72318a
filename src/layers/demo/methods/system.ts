import type { MethodTable } from "../rpc/Method.ts"

/** `qt.ping` and `qt.version`. The version string is 0.1.0 in both generations. */
export const systemMethods: MethodTable = {
  "qt.ping": (_params, { app }) => ({ result: { pong: true, timestamp: app.host.now(), eventLoopLatency: 0 } }),
  "qt.version": (_params, { prefix, product }) => ({
    result: { version: "0.1.0", protocol: "jsonrpc-2.0", name: product, mode: "native", deprecated: [`${prefix}.*`] }
  })
}
