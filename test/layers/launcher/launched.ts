import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LauncherLive from "../../../src/layers/LauncherLive.ts"
import { Launcher } from "../../../src/services/Launcher.ts"
import { Settings, type SettingsValues } from "../../../src/services/Settings.ts"
import { environment } from "../../harness/mcp/BridgeProcess.ts"
import { application } from "../../harness/target/files.ts"

/** The real launcher, on the application under test unless the settings name another target. */
export const launcherWith = Effect.fnUntraced(function*(settings: Partial<SettingsValues> = {}) {
  const files = yield* application
  const values: SettingsValues = {
    ...Settings.defaults,
    target: files.target,
    probe: files.probe,
    targetPort: 0,
    environment: environment(),
    ...settings
  }
  const layer = LauncherLive.layer.pipe(Layer.provide(Layer.succeed(Settings, values)), Layer.provide(Logger.layer([])))
  return { ...files, launcher: Context.get(yield* Layer.build(layer), Launcher) }
})
