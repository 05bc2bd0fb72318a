import * as Layer from "effect/Layer"
import type * as Schema from "effect/Schema"
import type { CallOptions } from "../services/ProbeSocket.ts"
import { Retry } from "../services/Retry.ts"
import { Settings } from "../services/Settings.ts"
import { ask, type Params } from "../tools/probe/ask.ts"
import type { TreeNode } from "../tools/probe/outline.ts"
import type { QtOptions } from "./embed/qt.ts"
import * as LauncherLive from "./LauncherLive.ts"
import type { Emission } from "./probeClient/emissions.ts"
import * as ProbeSocketLive from "./ProbeSocketLive.ts"
import * as RefsLive from "./RefsLive.ts"

export { methods } from "./probeClient/methods.ts"
export type { Emission, TreeNode }

/** Where the probe is, or which application to start. */
export type ProbeClientOptions = Omit<QtOptions, "mode">

/**
 * A connection to a probe without any server, for scripts: lazy, reconnecting, and polite when the scope ends. An
 * application it started ends with it.
 */
export const layer = (options: ProbeClientOptions) =>
  Layer.mergeAll(ProbeSocketLive.layer, RefsLive.layer).pipe(
    Layer.provide([Retry.layer, LauncherLive.layer]),
    Layer.provide(Layer.succeed(Settings, { ...Settings.defaults, ...options }))
  )

/** A method of the wire whose answer has this shape; an answer of another shape fails with `UnexpectedAnswer`. */
export const method = ask

/** One request; its answer has this shape. */
export const call = <A>(
  name: string,
  schema: Schema.Codec<A, unknown>,
  params?: Params,
  options?: CallOptions
) => ask(name, schema)(params, options)
