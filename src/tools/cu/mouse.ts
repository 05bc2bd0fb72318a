import * as Effect from "effect/Effect"
import * as Param from "../params.ts"
import { make } from "../tool.ts"
import { act, acting, at, request } from "./act.ts"
import { hitAt } from "./hit.ts"
import * as CuParam from "./params.ts"
import { clickPixel, here, pixel } from "./points.ts"

const buttonTool = (name: string, method: string, about: string, verb: string) =>
  make({
    name,
    kind: "act",
    about,
    params: { ...CuParam.place, button: Param.button, include_screenshot: CuParam.include_screenshot },
    wire: acting(method),
    run: Effect.fn(name)(function*({ button, include_screenshot, ...place }) {
      const { point, said } = yield* clickPixel(place)
      const hit = yield* hitAt(here(point, place))
      const send = request(method, { ...here(point, place), button, include_screenshot })
      return yield* act({ said: `${verb} ${said}${at(hit)}`, send, target: hit?.id, screenshot: include_screenshot })
    })
  })

export const mouseTools = [
  make({
    name: "cu_mouseMove",
    kind: "act",
    about: "Move the pointer.",
    params: { ...CuParam.place, include_screenshot: CuParam.include_screenshot },
    wire: acting("cu.mouseMove"),
    run: Effect.fn("cu_mouseMove")(function*({ include_screenshot, ...place }) {
      const point = here(yield* pixel(place), place)
      const hit = yield* hitAt(point)
      const send = request("cu.mouseMove", { ...point, include_screenshot })
      return yield* act({ said: `moved to ${point.x},${point.y}${at(hit)}`, send, screenshot: include_screenshot })
    })
  }),
  make({
    name: "cu_mouseDrag",
    kind: "act",
    about: "Drag with the left button.",
    params: {
      startX: Param.number("from"),
      startY: Param.number("from"),
      endX: Param.number("to"),
      endY: Param.number("to"),
      screenAbsolute: CuParam.screenAbsolute,
      include_screenshot: CuParam.include_screenshot
    },
    wire: acting("cu.drag"),
    run: Effect.fn("cu_mouseDrag")(function*({ endX, endY, include_screenshot, screenAbsolute, startX, startY }) {
      const absolute = screenAbsolute === undefined ? {} : { screenAbsolute }
      const start = yield* pixel({ x: startX, y: startY, ...absolute })
      const end = yield* pixel({ x: endX, y: endY, ...absolute })
      const hit = yield* hitAt({ ...start, ...absolute })
      const send = request("cu.drag", {
        startX: start.x,
        startY: start.y,
        endX: end.x,
        endY: end.y,
        ...absolute,
        include_screenshot
      })
      const said = `dragged ${start.x},${start.y} → ${end.x},${end.y}${at(hit)}`
      return yield* act({ said, send, target: hit?.id, screenshot: include_screenshot })
    })
  }),
  buttonTool("cu_mouseDown", "cu.mouseDown", "Press a mouse button.", "pressed"),
  buttonTool("cu_mouseUp", "cu.mouseUp", "Release a mouse button.", "released")
]
