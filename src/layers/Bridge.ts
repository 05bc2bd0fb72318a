import * as Layer from "effect/Layer"
import { Retry } from "../services/Retry.ts"
import * as capabilities from "./capabilities.ts"
import * as DiscoveryLive from "./DiscoveryLive.ts"
import * as EventsLive from "./EventsLive.ts"
import * as LauncherLive from "./LauncherLive.ts"
import * as McpProgram from "./McpProgram.ts"
import * as modes from "./modes/modes.ts"
import * as RefsLive from "./RefsLive.ts"

/** The services the tools use, over a probe on a WebSocket. */
const probe = capabilities.probe.pipe(Layer.provide(Retry.layer), Layer.provideMerge(LauncherLive.layer))

const events = EventsLive.probeEvents.pipe(Layer.provideMerge(EventsLive.layer))

/**
 * The registry, filled by the layers of the configured modes and then by the capabilities, over a probe that is still to be
 * given.
 */
const layerTools = capabilities.tools.pipe(
  Layer.provideMerge(modes.layer),
  Layer.provideMerge(capabilities.tasks),
  Layer.provideMerge(Layer.mergeAll(capabilities.registry, RefsLive.layer, DiscoveryLive.layer)),
  Layer.provideMerge(events)
)

/**
 * The whole bridge but for its settings and the probe: give it another `ProbeSocket` and it drives that.
 */
export const layerNoProbe = McpProgram.layer.pipe(Layer.provideMerge(layerTools))

/** What the MCP program stands on, over a real connection. */
export const core = layerTools.pipe(Layer.provideMerge(probe))

/** The bridge over a real connection; what is left to give are the settings. */
export const layer = McpProgram.layer.pipe(Layer.provideMerge(core))
