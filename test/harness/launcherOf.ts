import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import { makeLauncher } from "../../src/layers/launcher/keeper.ts"
import { Launcher, type LaunchFailed, type RunningTarget, type Target } from "../../src/services/Launcher.ts"

/** The bridge launches nothing. */
export const noLauncher = Layer.effect(
  Launcher,
  makeLauncher({ configured: undefined, start: () => Effect.die("nothing is launched here"), relaunch: false })
)

/** The real keeper of an application that is started so. */
export const launcherOf = (
  name: string,
  start: Effect.Effect<RunningTarget, LaunchFailed, Scope.Scope>,
  relaunch = false
) => {
  const configured: Target = { path: name, args: [], env: {} }
  return Layer.effect(Launcher, makeLauncher({ configured, start: () => start, relaunch }))
}
