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
 * The whole bridge but for its settings and the probe: give it another `ProbeSocket` and it drives that. The registry is
 * filled by the layers of the configured modes.
 */
export const layerNoProbe = McpProgram.layer.pipe(
  Layer.provideMerge(Layer.mergeAll(modes.layer, capabilities.tools)),
  Layer.provideMerge(Layer.mergeAll(capabilities.registry, RefsLive.layer, DiscoveryLive.layer)),
  Layer.provideMerge(events)
)

/** The bridge over a real connection; what is left to give are the settings. */
export const layer = layerNoProbe.pipe(Layer.provideMerge(probe))
