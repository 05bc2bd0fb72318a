import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { type Event, Events } from "../../services/Events.ts"
import { geometry } from "../../tools/probe/geometry.ts"
import type { Rectangle } from "../../tools/probe/Rectangle.ts"

/** What an agent did a moment ago, and where on the picture: parts of its width and height, 0 to 1. */
export const Mark = Schema.Struct({
  seq: Schema.Int.annotate({ description: "The event of the action" }),
  actor: Schema.String,
  tool: Schema.String,
  method: Schema.String.annotate({ description: "What was sent to the application" }),
  x: Schema.Finite,
  y: Schema.Finite,
  width: Schema.Finite.annotate({ description: "0 for a point" }),
  height: Schema.Finite
}).annotate({ identifier: "Mark" })
export type Mark = typeof Mark.Type

/** How long an action is marked, in milliseconds, and how many are at once. */
const shownFor = 5000
const most = 12
/** How long the application may take to say where an object is. */
const patience = "1 second"

const Told = Schema.Struct({
  tool: Schema.String,
  method: Schema.String,
  objectId: Schema.optionalKey(Schema.String),
  x: Schema.optionalKey(Schema.Finite),
  y: Schema.optionalKey(Schema.Finite),
  on: Schema.optionalKey(Schema.Literals(["window", "screen", "object"]))
})

const decode = Schema.decodeUnknownOption(Told)

const point = (x: number, y: number): Rectangle => ({ x, y, width: 0, height: 0 })

/** Where an action was, on the screen; undefined where its object is gone, or it has no place. */
const placeOf = Effect.fnUntraced(function*({ objectId, on, x, y }: typeof Told.Type, window: Rectangle) {
  if (x !== undefined && y !== undefined && on !== "object") {
    return on === "screen" ? point(x, y) : point(window.x + x, window.y + y)
  }
  if (objectId === undefined) return undefined
  const { global } = yield* geometry({ objectId }, { timeout: patience })
  return x === undefined || y === undefined ? global : point(global.x + x, global.y + y)
}, Effect.orElseSucceed(() => undefined))

const onPicture = (place: Rectangle, window: Rectangle) => {
  const [left, top] = [Math.max(place.x, window.x), Math.max(place.y, window.y)]
  const right = Math.min(place.x + place.width, window.x + window.width)
  const bottom = Math.min(place.y + place.height, window.y + window.height)
  if (right < left || bottom < top) return undefined
  return {
    x: (left - window.x) / window.width,
    y: (top - window.y) / window.height,
    width: (right - left) / window.width,
    height: (bottom - top) / window.height
  }
}

const markOf = Effect.fnUntraced(function*({ actor, data, seq }: Event, window: Rectangle) {
  const told = Option.getOrUndefined(decode(data))
  const place = told === undefined ? undefined : yield* placeOf(told, window)
  const found = place === undefined ? undefined : onPicture(place, window)
  if (told === undefined || found === undefined) return []
  const mark: Mark = { seq, actor, tool: told.tool, method: told.method, ...found }
  return [mark]
})

/** The marks of what was done in the last seconds in the window that takes this place on the screen, the newest last. */
export const marksIn = Effect.fn("Live.marksIn")(function*(window: Rectangle) {
  const { page } = yield* Events
  const oldest = (yield* Clock.currentTimeMillis) - shownFor
  const { events } = yield* page({ topic: "wire", limit: Number.MAX_SAFE_INTEGER })
  const recent = events.filter(({ at }) => at >= oldest).slice(-most)
  const marks = yield* Effect.forEach(recent, (event) => markOf(event, window), { concurrency: "unbounded" })
  return marks.flat()
})
