import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { CurrentCall } from "../../services/ToolRegistry.ts"
import { headerLine } from "../screen/header.ts"
import { look } from "../screen/look.ts"
import { screenLines } from "../screen/outline.ts"
import { elements, sameLabel, type Screen } from "../screen/Screen.ts"
import { settle } from "../screen/settle.ts"
import { make, text } from "../tool.ts"

const interval = "150 millis"
const longest = 50_000

const goals = ["window", "text", "value", "gone", "idle"] as const

interface Wanted {
  readonly for: (typeof goals)[number]
  readonly target?: string
  readonly value?: unknown
}

/** Whether the goal is reached, and the line that tells what is there. */
const judge = (wanted: Wanted, screen: Screen): { readonly met: boolean; readonly seen: string } => {
  const { target = "", value } = wanted
  const found = elements(screen.root).find((element) =>
    element.ref === target || sameLabel(element.label, target) || element.objectName === target
  )
  switch (wanted.for) {
    case "window": {
      const titles = [`"${screen.title}"`, ...screen.others]
      return {
        met: titles.some((title) => title.toLowerCase().includes(target.toLowerCase())),
        seen: headerLine(screen)
      }
    }
    case "text": {
      const line = [headerLine(screen), ...screenLines(screen, { rows: 1000 })].find((candidate) =>
        candidate.includes(String(value ?? target))
      )
      return { met: line !== undefined, seen: line?.trim() ?? `not in ${headerLine(screen)}` }
    }
    case "value": {
      const shown = found?.value ?? (found?.states.has("checked") === true ? "on" : "off")
      const met = found !== undefined && (shown === JSON.stringify(value) || shown === String(value))
      return { met, seen: found === undefined ? `no ${target} on the screen` : `${target} = ${shown}` }
    }
    case "gone": {
      const isThere = found !== undefined || sameLabel(screen.title, target)
      return { met: !isThere, seen: isThere ? `${target} is still there` : `${target} is gone` }
    }
    case "idle":
      return { met: true, seen: headerLine(screen) }
  }
}

export const waitTools = [
  make({
    name: "ui_wait",
    kind: "wait",
    about: "Wait for a window title, a text on the screen, a value, something gone, or quiet.",
    params: {
      for: Schema.Literals(goals).annotate({ description: "idle: quiet" }),
      target: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "ref, label or title" })),
      value: Schema.optionalKey(Schema.Json.annotate({ description: "wanted" })),
      timeout: Schema.optionalKey(
        Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: longest })).annotate({
          description: "ms, default 10000"
        })
      )
    },
    run: Effect.fn("ui_wait")(function*({ timeout = 10_000, ...wanted }) {
      const { progress } = yield* CurrentCall
      if (wanted.for !== "idle" && wanted.target === undefined && wanted.value === undefined) {
        return yield* new Refused({ reason: `for: ${JSON.stringify(wanted.for)} needs a target.` })
      }
      if (wanted.for === "idle") {
        const { isQuiet, screen } = yield* settle({ atLeast: 300, atMost: timeout })
        if (isQuiet) return text(headerLine(screen))
        return yield* new Refused({ reason: `Still changing after ${timeout} ms: ${headerLine(screen)}` })
      }
      const last = yield* Ref.make("nothing yet")
      const waiting = look().pipe(
        Effect.map((screen) => judge(wanted, screen)),
        Effect.tap(({ seen }) =>
          Effect.flatMap(Ref.getAndSet(last, seen), (before) => before === seen ? Effect.void : progress(seen))
        ),
        Effect.repeat({ schedule: Schedule.spaced(interval), until: ({ met }) => met })
      )
      const met = yield* Effect.timeoutOption(waiting, timeout)
      if (Option.isSome(met)) return text(met.value.seen, { ...met.value })
      return yield* new Refused({
        reason: `Waited ${timeout} ms in vain for ${JSON.stringify(wanted)}. Last seen: ${yield* Ref.get(last)}.`
      })
    })
  })
]
