import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import type { ToolOutput } from "../../services/ToolRegistry.ts"
import * as Image from "../image.ts"
import * as Param from "../params.ts"
import { ask } from "../probe/ask.ts"
import { windowName } from "../probe/windows.ts"
import { make, text } from "../tool.ts"
import { frontWindow } from "./hit.ts"
import { screenshot } from "./picture.ts"

const cursorPosition = ask(
  "cu.cursorPosition",
  Schema.Struct({
    x: Schema.Finite,
    y: Schema.Finite,
    screenX: Schema.Finite,
    screenY: Schema.Finite,
    widgetId: Schema.optionalKey(Schema.String),
    className: Schema.optionalKey(Schema.String),
    virtual: Schema.optionalKey(Schema.Boolean)
  })
)

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const rounded = ({ height, width, x, y }: Area): Area => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height)
})

/** How a pixel of the picture becomes a coordinate of a click: `area` is what it shows, in window coordinates. */
const scaleNote = (base64: string, area: Area): string => {
  const size = Image.pngSize(Buffer.from(base64, "base64"))
  const factor = size === undefined || size.width === 0 ? 1 : area.width / size.width
  const scale = Math.abs(factor - 1) < 0.001 ? "" : `multiply by ${factor.toFixed(3)}`
  const shift = area.x === 0 && area.y === 0 ? "" : `add ${area.x},${area.y}`
  const steps = [scale, shift].filter((step) => step !== "").join(", then ")
  return steps === "" ? "its pixels are click coordinates" : `for click coordinates ${steps}`
}

const noted = (output: ToolOutput, note: string): ToolOutput => ({
  ...output,
  content: output.content.map((part) => part.type === "text" ? { ...part, text: `${part.text}; ${note}` } : part)
})

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
    wire: ["cu.screenshot", "chr.tabsContext"],
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
        return noted(yield* Image.image(image, "the screen", options), "click with screenAbsolute: true")
      }
      const area = part ?? (window?.geometry === undefined ? undefined : { ...window.geometry, x: 0, y: 0 })
      const shown = yield* Image.image(image, part === undefined ? name : `part of ${name}`, options)
      return area === undefined ? shown : noted(shown, scaleNote(image, area))
    })
  }),
  make({
    name: "cu_cursorPosition",
    kind: "read",
    about: "Where the pointer is, and over what.",
    params: {},
    wire: ["cu.cursorPosition"],
    run: Effect.fn("cu_cursorPosition")(function*() {
      const found = yield* cursorPosition({})
      const name = found.widgetId?.split("/").at(-1) ?? ""
      const over = (found.className ?? "") === "" ? "nothing of the application" : `${found.className} ${name}`.trim()
      const kind = found.virtual === true ? "where the last action was" : "the real pointer"
      return text(
        `${found.x},${found.y} in the window (${found.screenX},${found.screenY} on the screen), over ${over}; ${kind}`,
        { ...found }
      )
    })
  })
]
