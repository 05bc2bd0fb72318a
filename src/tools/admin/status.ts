import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { Discovery } from "../../services/Discovery.ts"
import { Launcher } from "../../services/Launcher.ts"
import { ProbeSocket, type ProbeState } from "../../services/ProbeSocket.ts"
import { Settings } from "../../services/Settings.ts"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { announcedData, announcedLines, withPid } from "./announced.ts"
import { launchedData, launchedLines } from "./launched.ts"

const probeOf = (state: ProbeState) => state._tag === "ready" || state._tag === "blocked" ? state.probe : undefined

const target = Launcher.use((launcher) => SubscriptionRef.get(launcher.state))

const paused = ToolRegistry.use((registry) => registry.paused)

/** Everything `qtmcp://status` and `qtmcp_status` say, as data. Times are epoch milliseconds. */
export const status = Effect.gen(function*() {
  const socket = yield* ProbeSocket
  const settings = yield* Settings
  const state = yield* SubscriptionRef.get(socket.state)
  const url = yield* socket.url
  const discovered = yield* Discovery.use((discovery) => discovery.state)
  const held = yield* paused
  return {
    state: state._tag,
    url,
    mode: settings.mode,
    ...(held._tag === "paused" ? { paused: { by: held.by, since: held.since } } : {}),
    ...(state._tag === "connecting" ? { attempt: state.attempt, of: state.of, nextAt: state.nextAt ?? null } : {}),
    ...(state._tag === "blocked" ? { blockedBy: state.method } : {}),
    ...(state._tag === "ready" || state._tag === "blocked" ? { since: state.since } : {}),
    ...(state._tag === "down" ? { lastError: state.reason } : {}),
    probe: withPid(probeOf(state), discovered) ?? null,
    counts: yield* socket.counts,
    target: launchedData(yield* target),
    discovery: announcedData(discovered, url)
  }
})

const seconds = (millis: number): string => `${Math.round(millis / 1000)} s`

const stateText = (state: ProbeState, now: number): string => {
  switch (state._tag) {
    case "idle":
      return "idle: not connected yet; the first tool call connects"
    case "connecting":
      return `connecting: attempt ${state.attempt} of ${state.of}${
        state.nextAt === undefined ? "" : `, next in ${Math.max(0, state.nextAt - now)} ms`
      }`
    case "ready":
      return "ready"
    case "blocked":
      return `blocked for ${
        seconds(now - state.since)
      }, since ${state.method}: the application answers nothing. A dialog that this opened, or long work, holds it; a person can close the dialog. The bridge waits and goes on by itself`
    case "down":
      return `down: ${state.reason}`
  }
}

/** The same as text. */
export const statusText = Effect.gen(function*() {
  const socket = yield* ProbeSocket
  const settings = yield* Settings
  const state = yield* SubscriptionRef.get(socket.state)
  const counts = yield* socket.counts
  const now = yield* Clock.currentTimeMillis
  const url = yield* socket.url
  const discovered = yield* Discovery.use((discovery) => discovery.state)
  const probe = withPid(probeOf(state), discovered)
  const app = probe === undefined
    ? []
    : [
      `application: ${
        [probe.appName ?? "unnamed", probe.appVersion ?? "", probe.pid === undefined ? "" : `pid ${probe.pid}`].filter((
          part
        ) => part !== "").join(" ")
      }`,
      ...(probe.title === undefined ? [] : [`window: ${JSON.stringify(probe.title)}`]),
      `probe: ${probe.server || "unknown"} ${probe.version}, ${probe.generation} generation`
    ]
  const held = yield* paused
  return [
    `state: ${stateText(state, now)}`,
    ...(held._tag === "paused"
      ? [
        `paused: a person (${held.by}) holds all actions for ${
          seconds(now - held.since)
        }; they go on when it is resumed`
      ]
      : []),
    `url: ${url}`,
    ...launchedLines(yield* target, now),
    `mode: ${settings.mode.join(", ")}`,
    ...app,
    `calls ${counts.calls}, failures ${counts.failures}, drops ${counts.drops}, reconnects ${counts.reconnects}, notifications ${counts.notifications}`,
    ...announcedLines(discovered, url)
  ].join("\n")
})
