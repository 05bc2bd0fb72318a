import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Events } from "../../services/Events.ts"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import { Refs } from "../../services/Refs.ts"
import { frontWindow } from "../../tools/cu/hit.ts"
import { screenshot } from "../../tools/cu/picture.ts"
import { pngSize } from "../../tools/image.ts"
import { shownTitle } from "../../tools/probe/windows.ts"
import { look } from "../../tools/screen/look.ts"
import { screenLines } from "../../tools/screen/outline.ts"
import { currentConnection, probe } from "./connection.ts"
import { type Mark, marksIn } from "./marks.ts"
import { makeShared } from "./shared.ts"

/**
 * What the live view asks the application has less time than the bridge waits before it asks whether the application
 * lives (3 s): it never is what an application is said to be blocked by.
 */
const patience = Duration.seconds(2)

/** The application cannot be shown now; `reason` says why. */
export class NotShown extends Schema.TaggedError<NotShown>()("NotShown", { reason: Schema.String }) {
  override get message(): string {
    return this.reason
  }
}

/** The window in front. `at` is epoch milliseconds; `image` a PNG as base64. */
export interface Picture {
  readonly at: number
  readonly title: string
  readonly width: number
  readonly height: number
  readonly image: string
  readonly marks: ReadonlyArray<Mark>
}

export interface Outline {
  readonly at: number
  readonly lines: ReadonlyArray<string>
}

/**
 * The application as a person sees it, for as many watchers as there are. Nothing is asked unless the connection is ready:
 * it is never made for this, and an application that is blocked is left alone.
 */
export class LiveView extends Context.Service<LiveView, {
  readonly picture: Effect.Effect<Picture, NotShown>
  readonly outline: Effect.Effect<Outline, NotShown>
}>()("qtmcp/layers/live/LiveView") {
  static readonly layer = Layer.effect(LiveView, Effect.suspend(() => make))
}

/** What fails, or takes too long, is not shown. */
const shown = <A, E extends { readonly message: string }, R>(what: Effect.Effect<A, E, R>) =>
  what.pipe(
    Effect.timeoutOrElse({
      duration: patience,
      orElse: () => new NotShown({ reason: "The application takes too long to show itself." })
    }),
    Effect.mapError(({ message }) => new NotShown({ reason: message }))
  )

const takePicture = Effect.gen(function*() {
  const at = yield* Clock.currentTimeMillis
  const [{ image }, window] = yield* Effect.all([screenshot({}, { timeout: patience }), frontWindow], {
    concurrency: "unbounded"
  })
  const size = pngSize(Buffer.from(image.slice(0, 64), "base64"))
  if (size === undefined) return yield* new NotShown({ reason: "The application gives no picture of its window." })
  const area = window?.geometry ?? { x: 0, y: 0, ...size }
  const title = shownTitle(window?.windowTitle ?? "")
  const picture: Picture = { at, title, ...size, image, marks: yield* marksIn(area) }
  return picture
})

const takeOutline = Effect.gen(function*() {
  const at = yield* Clock.currentTimeMillis
  const outline: Outline = { at, lines: screenLines(yield* look()) }
  return outline
})

const make = Effect.gen(function*() {
  const socket = yield* probe
  const refs = Option.getOrUndefined(yield* Effect.serviceOption(Refs))
  const events = yield* Events

  const whenReady = <A>(what: Effect.Effect<A, NotShown, ProbeSocket | Refs | Events>) =>
    Effect.gen(function*() {
      const { advice, state, text } = yield* currentConnection(socket)
      if (state !== "ready" || socket === undefined || refs === undefined) {
        return yield* new NotShown({ reason: `${text} ${advice}`.trim() })
      }
      return yield* what.pipe(
        Effect.provideService(ProbeSocket, socket),
        Effect.provideService(Refs, refs),
        Effect.provideService(Events, events)
      )
    })

  const picture = yield* makeShared(whenReady(shown(takePicture)), { rest: 100, times: 2 })
  const outline = yield* makeShared(whenReady(shown(takeOutline)), { rest: 250, times: 4 })
  return LiveView.of({ picture: picture.fresh, outline: outline.fresh })
})
