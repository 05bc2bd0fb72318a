import * as Effect from "effect/Effect"
import { Refused } from "../../services/ProbeError.ts"
import * as Image from "../image.ts"
import * as Param from "../params.ts"
import { windowName } from "../probe/windows.ts"
import { make } from "../tool.ts"
import { frontWindow, hitting } from "./hit.ts"
import { screenshot } from "./picture.ts"
import { noted, pixelRatio, rounded } from "./scale.ts"

const wholeScreen = "the screen (click with screenAbsolute: true)"

export const screenTools = [
  make({
    name: "cu_screenshot",
    kind: "read",
    about: "Picture of the active window.",
    params: {
      fullScreen: Param.flag("the whole screen"),
      physicalPixels: Param.flag("device pixels"),
      region: Param.region,
      ...Image.params
    },
    wire: {
      newest: ["cu.screenshot", "qt.ui.geometry", ...hitting.newest],
      seed: ["cu.screenshot", "qt.ui.geometry", ...hitting.seed]
    },
    run: Effect.fn("cu_screenshot")(function*({ fullScreen, physicalPixels, region, ...options }) {
      if (fullScreen === true && region !== undefined) {
        return yield* new Refused({ reason: "fullScreen and region exclude each other. Nothing was sent." })
      }
      const part = region === undefined ? undefined : rounded(region)
      const { image } = yield* screenshot({
        ...(fullScreen === undefined ? {} : { fullScreen }),
        ...(physicalPixels === undefined ? {} : { physicalPixels }),
        ...(part === undefined ? {} : { region: part })
      })
      const window = yield* Effect.orElseSucceed(frontWindow, () => undefined)
      const name = window === undefined ? "the window" : windowName(window)
      if (fullScreen === true) {
        const shown = yield* Image.image(image, wholeScreen, options)
        const size = Image.pngSize(Buffer.from(image, "base64")) ?? { width: 0, height: 0 }
        const ratio = yield* pixelRatio
        return noted(shown, wholeScreen, { x: 0, y: 0, width: size.width / ratio, height: size.height / ratio })
      }
      const about = part === undefined ? name : `part of ${name}`
      const shown = yield* Image.image(image, about, options)
      const area = part ?? (window?.geometry === undefined ? undefined : { ...window.geometry, x: 0, y: 0 })
      return area === undefined ? shown : noted(shown, about, area)
    })
  })
]
