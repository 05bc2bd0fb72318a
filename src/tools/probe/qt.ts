import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { ask } from "./ask.ts"
import { inspect } from "./inspect.ts"
import { find } from "./objects.ts"

const decodeText = Schema.decodeUnknownOption(Schema.Struct({ value: Schema.String }))
const value = ask("qt.properties.get", Schema.Unknown)

/** Without a root the tree holds the application object, which is often of a class of its own. */
const tree = ask(
  "qt.objects.tree",
  Schema.Struct({ children: Schema.NonEmptyArray(Schema.Struct({ className: Schema.String })) })
)

/**
 * The major version of Qt in the application, which the probe does not tell: Qt 6 gave a slot of every widget a
 * parameter. It decides whether a request that opens a dialog deafens the connection (6) or not (5).
 */
export const qtMajor = Effect.fn("Qt.major")(function*(widgetId: string) {
  const { methods = [] } = yield* inspect(widgetId, ["methods"])
  return methods.some((method) => method.signature === "updateMicroFocus(Qt::InputMethodQuery)") ? 6 : 5
})

/** `xcb`, `offscreen`, `wayland` …, or undefined where the application does not tell. */
export const platformName = Effect.gen(function*() {
  const { children: [{ className }] } = yield* tree({ maxDepth: 0 })
  const { objects: [application] } = yield* find({ className, limit: 1 })
  if (application === undefined) return undefined
  const answer = yield* value({ objectId: `#${application.numericId}`, name: "platformName" }).pipe(
    Effect.catchTag("ProbeFault", () => Effect.succeed({}))
  )
  return Option.getOrUndefined(decodeText(answer))?.value
})
