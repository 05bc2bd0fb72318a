import * as Effect from "effect/Effect"
import * as net from "node:net"
import { belongsTo, listenersOf, nameOf } from "./processTable.ts"

const whose = (pids: ReadonlyArray<number>): string => pids[0] === undefined ? "another process" : nameOf(pids[0])

const inUse = Effect.fnUntraced(function*(port: number) {
  return yield* Effect.callback<boolean>((resume) => {
    const server = net.createServer()
    server.once(
      "error",
      (error: Error & { readonly code?: string }) => resume(Effect.succeed(error.code === "EADDRINUSE"))
    )
    server.listen({ port, exclusive: true }, () => server.close(() => resume(Effect.succeed(false))))
    return Effect.sync(() => void server.close())
  })
})

/** Who has the port already; undefined where it is free. An application that cannot get it runs on without a probe. */
export const occupant = Effect.fn("Launcher.occupant")(function*(port: number) {
  return port !== 0 && (yield* inUse(port)) ? whose(listenersOf(port)) : undefined
})

/** The process of the group that listens on the port, or the stranger that does; neither where it cannot be known. */
export const listenerIn = (group: number, port: number): { readonly own?: number; readonly stranger?: string } => {
  const pids = listenersOf(port)
  const own = pids.find((pid) => belongsTo(pid, group))
  return own !== undefined ? { own } : pids.length === 0 ? {} : { stranger: whose(pids) }
}
