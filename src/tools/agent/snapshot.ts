import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { outline } from "../probe/outline.ts"
import { wholePage } from "../probe/page.ts"
import { windowName, windows } from "../probe/windows.ts"
import { headerLine } from "../screen/header.ts"
import { hiddenLines } from "../screen/hidden.ts"
import { look } from "../screen/look.ts"
import { outlineLines, screenLines } from "../screen/outline.ts"
import { isObject, resolve } from "../screen/resolve.ts"
import { elements, sameLabel } from "../screen/Screen.ts"
import { renderOutline } from "../text/outline.ts"
import { countOf } from "../text/values.ts"
import { make, text } from "../tool.ts"

/** A window behind: the page shows only the one in front, so its objects are listed. */
const behind = Effect.fn("Snapshot.behind")(function*(title: string) {
  const all = yield* windows()
  const window = all.find((candidate) => sameLabel(candidate.windowTitle, title) || candidate.object.ref === title)
  if (window === undefined) {
    return yield* new Refused({
      reason: `No window ${JSON.stringify(title)}. There are: ${all.map(windowName).join(", ")}.`
    })
  }
  const { lines } = renderOutline(yield* outline(`#${window.object.numericId}`))
  return [`window ${windowName(window)}, behind; its objects:`, ...lines.filter((line) => !line.endsWith(" hidden"))]
})

const scope = Schema.optionalKey(
  Schema.NonEmptyString.annotate({ description: "only inside this ref or label; \"hidden\": what is not shown" })
)

export const snapshotTools = [
  make({
    name: "ui_snapshot",
    kind: "read",
    about: "What the app shows, as an outline: role, label = value, state, ref.",
    params: {
      window: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "title; default the one in front" })),
      in: scope,
      depth: Schema.optionalKey(Param.count("levels"))
    },
    run: Effect.fn("ui_snapshot")(function*({ depth, in: inside, window }) {
      if (inside === "hidden") {
        const lines = hiddenLines(yield* wholePage)
        return text([countOf(lines.length, "hidden object"), ...lines].join("\n"), { lines })
      }
      const screen = yield* look()
      const options = depth === undefined ? {} : { depth }
      if (window !== undefined && !sameLabel(window, screen.title) && window !== screen.root.ref) {
        return text((yield* behind(window)).join("\n"))
      }
      const lines = inside === undefined
        ? screenLines(screen, options)
        : [headerLine(screen), ...outlineLines(yield* resolve(screen, inside, isObject), { ...options, rows: 200 })]
      return text(lines.join("\n"), { lines })
    })
  }),
  make({
    name: "ui_find",
    kind: "read",
    about: "Lines of the outline with this text.",
    params: {
      text: Schema.NonEmptyString.annotate({ description: "part of a line, any case" }),
      role: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "e.g. button" })),
      in: scope
    },
    run: Effect.fn("ui_find")(function*({ in: inside, role, text: wanted }) {
      const screen = yield* look()
      const root = inside === undefined ? screen.root : yield* resolve(screen, inside, isObject)
      const part = wanted.toLowerCase()
      const roles = new Set(elements(root).map((element) => element.role))
      // "bob" is not in "combobox": of its role a line is found by the whole word alone.
      const holds = (line: string) => {
        const [first = ""] = line.split(" ", 1)
        return first === part || (roles.has(first) ? line.slice(first.length) : line).toLowerCase().includes(part)
      }
      const hits = outlineLines(root, { rows: 1000 }).map((line) => line.trim())
        .filter((line) => holds(line) && (role === undefined || line.startsWith(role)))
      return text([countOf(hits.length, "line"), ...hits.slice(0, 50)].join("\n"), { hits })
    })
  })
]
