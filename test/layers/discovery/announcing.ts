import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as dgram from "node:dgram"
import * as DiscoveryLive from "../../../src/layers/DiscoveryLive.ts"
import { Discovery } from "../../../src/services/Discovery.ts"
import { Settings, type SettingsValues } from "../../../src/services/Settings.ts"
import { until } from "../../harness/mcp/until.ts"

/** What a probe sends (probe protocol notes §11). */
export const announcement = (changes: object = {}) => ({
  type: "announce",
  protocol: "qtPilot-discovery",
  version: 1,
  appName: "Test App",
  pid: 4711,
  qtVersion: "6.4.2",
  wsPort: 9502,
  hostname: "somewhere",
  mode: "all",
  uptime: 5.178,
  ...changes
})

export const goodbye = (changes: object = {}) => ({
  type: "goodbye",
  protocol: "qtPilot-discovery",
  version: 1,
  pid: 4711,
  wsPort: 9502,
  hostname: "somewhere",
  ...changes
})

/** A UDP port of loopback that is free, as the system gives it. */
export const freePort = Effect.acquireUseRelease(
  Effect.callback<dgram.Socket>((resume) => {
    const socket = dgram.createSocket("udp4")
    socket.bind(0, "127.0.0.1", () => resume(Effect.succeed(socket)))
  }),
  (socket) => Effect.sync(() => socket.address().port),
  (socket) => Effect.sync(() => void socket.close())
)

/** A socket that announces to a port of loopback, from an address of it. */
export const announcer = Effect.fnUntraced(function*(port: number, from = "127.0.0.1") {
  const socket = yield* Effect.acquireRelease(
    Effect.callback<dgram.Socket>((resume) => {
      const made = dgram.createSocket("udp4")
      made.bind(0, from, () => resume(Effect.succeed(made)))
    }),
    (made) => Effect.sync(() => void made.close())
  )
  return (datagram: object | string | Buffer) =>
    Effect.callback<void>((resume) => {
      const bytes = typeof datagram === "string" || Buffer.isBuffer(datagram) ? datagram : JSON.stringify(datagram)
      socket.send(bytes, port, "127.0.0.1", () => resume(Effect.void))
    })
})

/** A discovery on a free port. Addresses for which `isForeign` holds count as another machine's. */
export const listening = Effect.fnUntraced(function*(
  settings: Partial<SettingsValues> = {},
  isForeign: (address: string) => boolean = () => false
) {
  const port = yield* freePort
  const context = yield* Layer.build(
    DiscoveryLive.layerOwning((address) => !isForeign(address)).pipe(
      Layer.provide(Layer.succeed(Settings, { ...Settings.defaults, discoveryPort: port, ...settings }))
    )
  )
  const { state } = yield* Discovery.pipe(Effect.provide(context))
  const probes = Effect.map(state, (now) => now._tag === "listening" ? now.probes : [])
  const run = Effect.runSyncWith(context)
  yield* state
  return {
    port,
    state,
    probes,
    /** Waits until a probe of this pid is there. */
    heard: (pid: number) => until(`pid ${pid}`, () => run(probes).find((probe) => probe.pid === pid)),
    /** Waits until there is none of this pid. */
    gone: (pid: number) => until(`no pid ${pid}`, () => run(probes).every((probe) => probe.pid !== pid) || undefined)
  }
})
