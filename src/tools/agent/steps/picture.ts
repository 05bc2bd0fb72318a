import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask } from "../../probe/ask.ts"
import { type Element, fieldRoles, viewRoles } from "../../screen/Screen.ts"
import type { Picture } from "./Step.ts"

const shot = ask("qt.ui.screenshot", Schema.Struct({ image: Schema.String }))

/** A widget that paints itself shows nothing to read: whether it has changed is seen in its picture. */
export const pictureOf = Effect.fn("Steps.pictureOf")(function*(element: Element & { readonly id: string }) {
  const isReadable = fieldRoles.has(element.role) || viewRoles.has(element.role)
  if (isReadable || element.children.length > 0) return {}
  const picture: Picture = { id: element.id, image: (yield* shot({ objectId: element.id })).image }
  return { picture }
})

export const hasChanged = Effect.fn("Steps.hasChanged")(function*({ id, image }: Picture) {
  return yield* shot({ objectId: id }).pipe(
    Effect.map((now) => now.image !== image),
    Effect.catchTag("ProbeFault", () => Effect.succeed(true))
  )
})
