import * as fs from "node:fs"
import type { SettingsValues } from "../../services/Settings.ts"
import { type Finding, note, ok, wrong } from "./finding.ts"

/** The variables the target would run with. */
const variables = ({ env, environment, platform }: SettingsValues): Readonly<Record<string, string | undefined>> => ({
  ...environment,
  ...(platform === undefined ? {} : { QT_QPA_PLATFORM: platform }),
  ...env
})

const isSet = (value: string | undefined): value is string => value !== undefined && value !== ""

/** A display `:N` of this machine has a socket; of one that is elsewhere nothing can be said here. */
const isDead = (display: string): boolean => {
  const number = /^(?:unix)?:(\d+)/.exec(display)?.[1]
  return number !== undefined && fs.existsSync("/tmp/.X11-unix") && !fs.existsSync(`/tmp/.X11-unix/X${number}`)
}

const start = "start it (Xvfb :99 & DISPLAY=:99), or run the target without: --platform offscreen"

/** Where the target would draw. */
export const checkDisplay = (settings: SettingsValues): Finding => {
  if (process.platform !== "linux") return ok("display", "the desktop's")
  const { DISPLAY: display, QT_QPA_PLATFORM: plugin, WAYLAND_DISPLAY: wayland } = variables(settings)
  const complain = (message: string, fix: string) =>
    settings.target === undefined ? note("display", `${message}, for a target`) : wrong("display", message, fix)
  const name = isSet(plugin) ? plugin.split(/[:;]/)[0] : undefined
  if (name === "minimal") {
    return complain("the platform plugin minimal draws nothing", "use --platform offscreen instead")
  }
  if (name !== undefined && name !== "xcb" && !name.startsWith("wayland")) {
    return ok("display", `platform plugin ${name}`)
  }
  if (isSet(display) && name?.startsWith("wayland") !== true) {
    return isDead(display)
      ? complain(`DISPLAY is ${display}, and no X server has it`, start)
      : ok("display", `X display ${display}`)
  }
  if (isSet(wayland) && name !== "xcb") return ok("display", `Wayland display ${wayland}`)
  return complain(`there is no display${name === undefined ? "" : ` for the platform plugin ${name}`}`, start)
}

const scaling = ["QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI"] as const

/** Scaling is supported, but for one combination (probe protocol notes §10). */
export const checkScale = (settings: SettingsValues): Finding => {
  const set = variables(settings)
  const given = scaling.filter((name) => isSet(set[name]) && set[name] !== "1").map((name) => `${name}=${set[name]}`)
  if (given.length === 0) return ok("dpi", "no scaling is set")
  const isOffscreen = set["QT_QPA_PLATFORM"]?.startsWith("offscreen") === true
  return isOffscreen && isSet(set["QT_SCALE_FACTOR"])
    ? wrong(
      "dpi",
      `${given.join(", ")} on offscreen: the probe scales pictures twice there`,
      "unset it, or use a display (xcb)"
    )
    : note("dpi", `${given.join(", ")}: pictures of the tools qt_ui_screenshot and cu_screenshot differ by that factor`)
}
