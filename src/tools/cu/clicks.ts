import * as Effect from "effect/Effect"
import { Settings } from "../../services/Settings.ts"
import * as Param from "../params.ts"
import { call } from "../probe/ask.ts"
import { make } from "../tool.ts"
import { act, acting, at, request } from "./act.ts"
import { hitAt } from "./hit.ts"
import * as CuParam from "./params.ts"
import { clickPixel, here, type Place } from "./points.ts"

/** The probe sleeps on the application's own thread; a longer silence would be taken for a blocked application. */
const longestSleep = 2000

interface Click extends Place {
  readonly button?: "left" | "right" | "middle"
  readonly delay_ms?: number
  readonly include_screenshot?: boolean
}

/** What of `delay_ms` goes to the probe, and the time to wait for its answer. The rest of it passes here. */
const delayed = Effect.fnUntraced(function*(delay: number | undefined) {
  if (delay === undefined) return { params: {}, options: {} }
  const { callTimeout } = yield* Settings
  const onThread = Math.min(delay, longestSleep)
  yield* Effect.sleep(delay - onThread)
  return { params: { delay_ms: onThread }, options: { timeout: callTimeout + onThread } }
})

/** A click as events at the place. */
const plainClick = Effect.fn("Clicks.plainClick")(function*(method: string, click: Click, isLeft: boolean) {
  const { point, said } = yield* clickPixel(click)
  const { button, delay_ms, include_screenshot, screenAbsolute } = click
  const place = here(point, click)
  const hit = yield* hitAt(place)
  if (isLeft && hit?.isButton === true) {
    // A dialog that opens inside of a click keeps its answer and deafens the link; animateClick answers first (§9).
    const animate = Effect.gen(function*() {
      yield* Effect.sleep(delay_ms ?? 0)
      if (screenAbsolute !== true) yield* request("cu.mouseMove", place)
      yield* call("qt.methods.invoke", { objectId: hit.id, method: "animateClick", args: [] }, { action: true })
    })
    const how = `clicked ${said} (${hit.name}, by animateClick, which does not block)`
    return yield* act({ said: how, send: animate, target: hit.id, delayed: true, screenshot: include_screenshot })
  }
  const send = Effect.gen(function*() {
    const { options, params } = yield* delayed(delay_ms)
    const reached = hit?.popupAt === undefined ? place : { ...hit.popupAt, screenAbsolute: true }
    return yield* request(method, { ...reached, button, ...params, include_screenshot }, options)
  })
  return yield* act({
    said: `${verbs[method]} ${said}${at(hit)}`,
    send,
    target: hit?.id,
    screenshot: include_screenshot,
    ...hints[method]
  })
})

const verbs: Readonly<Record<string, string>> = {
  "cu.click": "clicked",
  "cu.rightClick": "right-clicked",
  "cu.middleClick": "middle-clicked",
  "cu.doubleClick": "double-clicked"
}

const hints: Readonly<Record<string, { readonly hint: string }>> = {
  "cu.rightClick": { hint: "A simulated right click opens no context menu" }
}

const clickTool = (name: string, method: string, about: string) =>
  make({
    name,
    kind: "act",
    about,
    params: CuParam.click,
    wire: acting(method),
    run: Effect.fn(name)((click) => plainClick(method, click, false))
  })

export const clickTools = [
  make({
    name: "cu_leftClick",
    kind: "act",
    about: "Click at a point.",
    example: { x: 120, y: 80 },
    params: { ...CuParam.click, button: Param.button },
    wire: acting("cu.click", "cu.mouseMove", "qt.methods.invoke"),
    run: Effect.fn("cu_leftClick")((click) => plainClick("cu.click", click, (click.button ?? "left") === "left"))
  }),
  clickTool("cu_rightClick", "cu.rightClick", "Right-click at a point."),
  clickTool("cu_middleClick", "cu.middleClick", "Middle-click at a point."),
  clickTool("cu_doubleClick", "cu.doubleClick", "Double-click at a point.")
]
