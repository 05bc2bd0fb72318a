import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Settings, type SettingsValues } from "../../services/Settings.ts"
import * as Bridge from "../Bridge.ts"
import * as Logging from "../Logging.ts"

/** What a person at a terminal wants to see of the log: what went wrong. */
export const quiet: SettingsValues = { ...Settings.defaults, logLevel: "warn" }

/** The program of a server with these settings, without a host. It connects when a tool asks for it. */
export const program = (settings: SettingsValues) =>
  Layer.build(
    Bridge.layer.pipe(Layer.provideMerge(Logging.layer), Layer.provideMerge(Layer.succeed(Settings, settings)))
  ).pipe(Effect.withSpan("commands.program"))
