import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { CallOptions } from "../../services/ProbeSocket.ts"
import type { Content } from "../../services/ToolRegistry.ts"
import { withChanges } from "../probe/action.ts"
import { call, type Params } from "../probe/ask.ts"
import { observing } from "../probe/observing.ts"
import { changeLine } from "../text/changes.ts"
import { text } from "../tool.ts"
import { type Hit, hitting } from "./hit.ts"
import { picture, pictureChange } from "./picture.ts"

/** The wire methods of an action: its own, and what seeing its effect takes. */
export const acting = (...own: ReadonlyArray<string>) => ({
  newest: [...new Set([...own, "cu.screenshot", ...hitting.newest, ...observing.newest])],
  seed: [...new Set([...own, "cu.screenshot", ...hitting.seed, ...observing.seed])]
})

export interface Act<E extends { readonly _tag: string }, R> {
  /** What was done, for the answer. */
  readonly said: string
  /** Its success may carry the probe's own `screenshot`. */
  readonly send: Effect.Effect<unknown, E, R>
  /** The object whose state is compared too, as a ref or an id of the probe. */
  readonly target?: string | undefined
  /** The effect comes later than the answer. */
  readonly delayed?: boolean
  readonly screenshot?: boolean | undefined
  /** Said where nothing changed. */
  readonly hint?: string
}

const shotOf = Schema.decodeUnknownOption(Schema.Struct({ screenshot: Schema.NonEmptyString }))

/** What of a request is common to the actions. An action may open a dialog, so it is not waited for to the deadline. */
export const request = (method: string, params: Params, options: CallOptions = {}) =>
  call(method, Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)), {
    action: true,
    ...options
  })

/** ` (QPushButton ok)` */
export const at = (hit: Hit | undefined): string => hit === undefined ? "" : ` (${hit.name})`

/** Runs an action and says what it changed: first by text, windows, focus and state, else by the pixels. */
export const act = Effect.fn("Cu.act")(function*<E extends { readonly _tag: string }, R>(spec: Act<E, R>) {
  const before = yield* picture
  let own = ""
  const send = Effect.tap(spec.send, (answer) =>
    Effect.sync(() => {
      const shot = shotOf(answer)
      if (shot._tag === "Some") own = shot.value.screenshot
    }))
  const told = yield* withChanges(send, {
    ...(spec.target === undefined ? {} : { target: spec.target }),
    ...(spec.delayed === undefined ? {} : { delayed: spec.delayed })
  })
  const after = told.length === 0 || spec.screenshot === true ? yield* picture : ""
  const drawn = told.length === 0 ? yield* pictureChange(before, after) : undefined
  const changes = drawn === undefined || drawn === "" ? told : [drawn]
  const effect = changes.length === 0 && drawn === ""
    ? "no visible effect (the picture is as before)"
    : changeLine(changes)
  const hint = changes.length === 0 && spec.hint !== undefined ? `. ${spec.hint}` : ""
  const answer = text(`${spec.said}; ${effect}${hint}`, { changes })
  const shot = after === "" ? own : after
  if (spec.screenshot !== true) return answer
  if (shot === "") {
    return text(`${spec.said}; ${effect}${hint}. No picture: the application gave an empty one`, { changes })
  }
  const image: Content = { type: "image", data: shot, mimeType: "image/png" }
  return { ...answer, content: [...answer.content, image] }
})
