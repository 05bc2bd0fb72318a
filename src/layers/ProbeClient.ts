import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type { CallOptions } from "../services/ProbeSocket.ts"
import { Retry } from "../services/Retry.ts"
import { Settings } from "../services/Settings.ts"
import { ask, type Params } from "../tools/probe/ask.ts"
import { models } from "../tools/probe/modelData.ts"
import { tree, type TreeNode } from "../tools/probe/outline.ts"
import type { QtOptions } from "./embed/qt.ts"
import * as LauncherLive from "./LauncherLive.ts"
import * as ProbeSocketLive from "./ProbeSocketLive.ts"

export type { TreeNode }

/** Where the probe is, or which application to start. */
export type ProbeClientOptions = Omit<QtOptions, "mode">

/**
 * A connection to a probe without any server, for scripts: lazy, reconnecting, and polite when the scope ends. An
 * application it started ends with it.
 */
export const layer = (options: ProbeClientOptions) =>
  ProbeSocketLive.layer.pipe(
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

const property = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))
const setProperty = ask("qt.properties.set", Schema.Unknown)
const click = ask("qt.ui.click", Schema.Unknown)
const image = ask("qt.ui.screenshot", Schema.Struct({ image: Schema.String }))

/**
 * Methods that are the same on both generations of the probe. `objectId` is a symbolic name, a path, or `#` and the number
 * an answer gave.
 */
export const methods = {
  /** The objects below `root`, or of all windows, as `{ id, className, objectName?, text?, children? … }`. */
  tree,
  /** The item models of the application. */
  models,
  property: (objectId: string, name: string) => Effect.map(property({ objectId, name }), ({ value }) => value),
  setProperty: (objectId: string, name: string, value: unknown) =>
    Effect.asVoid(setProperty({ objectId, name, value }, { action: true })),
  /** Clicks in the middle of a widget. The answer comes when the click is through, which opens a dialog perhaps. */
  click: (objectId: string) => Effect.asVoid(click({ objectId }, { action: true })),
  /** A widget as a PNG in base64. */
  screenshot: (objectId: string) => Effect.map(image({ objectId }), ({ image }) => image)
}
