import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { make } from "../tool.ts"
import { act, acting, at, request } from "./act.ts"
import { hitAt } from "./hit.ts"
import * as CuParam from "./params.ts"
import { clickPixel, here } from "./points.ts"

export const scrollTools = [
  make({
    name: "cu_scroll",
    kind: "act",
    about: "Turn the mouse wheel.",
    params: {
      ...CuParam.place,
      direction: Schema.Literals(["up", "down", "left", "right"]).annotate({ description: "to see" }),
      amount: Schema.optionalKey(
        Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })).annotate({ description: "ticks, default 3" })
      ),
      include_screenshot: CuParam.include_screenshot
    },
    wire: acting("cu.scroll"),
    run: Effect.fn("cu_scroll")(function*({ amount, direction, include_screenshot, ...place }) {
      const { point, said } = yield* clickPixel(place)
      const hit = yield* hitAt(here(point, place))
      const send = request("cu.scroll", { ...here(point, place), direction, amount, include_screenshot })
      return yield* act({
        said: `scrolled ${direction} at ${said}${at(hit)}`,
        send,
        target: hit?.id,
        screenshot: include_screenshot
      })
    })
  })
]
