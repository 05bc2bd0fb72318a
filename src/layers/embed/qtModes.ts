import * as Layer from "effect/Layer"
import { Retry } from "../../services/Retry.ts"
import * as DiscoveryLive from "../DiscoveryLive.ts"
import * as EventsLive from "../EventsLive.ts"
import * as LauncherLive from "../LauncherLive.ts"
import * as modes from "../modes/modes.ts"
import * as ProbeSocketLive from "../ProbeSocketLive.ts"
import * as RefsLive from "../RefsLive.ts"

/** The modes of the settings for a registry that is there, over a real connection. */
export const layer = Layer.mergeAll(modes.layer, EventsLive.probeEvents).pipe(
  Layer.provideMerge(Layer.mergeAll(RefsLive.layer, DiscoveryLive.layer)),
  Layer.provideMerge(ProbeSocketLive.layer),
  Layer.provide(Retry.layer),
  Layer.provideMerge(LauncherLive.layer)
)
