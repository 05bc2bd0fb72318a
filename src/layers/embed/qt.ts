import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type Mode, Settings, type SettingsValues } from "../../services/Settings.ts"
import { instructions } from "../program/instructions.ts"

/** How to reach the Qt application, or to start it; what is absent is as with the command line. */
export interface QtOptions extends
  Partial<
    Pick<
      SettingsValues,
      | "appDebug"
      | "appLog"
      | "args"
      | "callTimeout"
      | "cwd"
      | "demo"
      | "discoverLan"
      | "discovery"
      | "discoveryPort"
      | "env"
      | "environment"
      | "launcherPath"
      | "platform"
      | "probe"
      | "qtDir"
      | "qtVersion"
      | "relaunch"
      | "startupTimeout"
      | "target"
      | "targetPort"
      | "wsUrl"
      | "x11Input"
    >
  >
{
  /** The sets of tools to add. */
  readonly mode: ReadonlyArray<Exclude<Mode, "exec">>
}

/**
 * Adds the tools that drive a Qt application to those of the server, and gives the connection they use. It is made by the
 * first call; code of it is loaded for this layer alone.
 */
export const qt = (options: QtOptions) =>
  Layer.unwrap(Effect.map(Effect.promise(() => import("./qtModes.ts")), ({ layer }) => layer)).pipe(
    Layer.provideMerge(Layer.succeed(Settings, { ...Settings.defaults, ...options }))
  )

/** What agents are told of these sets of tools: goes into the `instructions` of a server that has them. */
export const qtInstructions = (mode: QtOptions["mode"]): string => instructions(mode)
