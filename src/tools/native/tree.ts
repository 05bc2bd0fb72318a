import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Param from "../params.ts"
import { existingId } from "../probe/inspect.ts"
import { outline, type OutlineNode } from "../probe/outline.ts"
import { windowName, windows } from "../probe/windows.ts"
import { renderOutline } from "../text/outline.ts"
import { countOf } from "../text/values.ts"
import { make, text } from "../tool.ts"

/** A part of the outline with the line that introduces it. */
export interface Section {
  readonly title: string
  readonly root: OutlineNode
}

/** The outline below `root`, or of every window: the probe's own tree without a root shows no window (§3). */
export const sections = Effect.fn("Outline.sections")(function*(root: string | undefined) {
  if (root !== undefined) {
    const section: Section = { title: "", root: yield* outline(yield* existingId(root)) }
    return [section]
  }
  const found = yield* windows()
  return yield* Effect.forEach(
    found,
    (window) =>
      Effect.map(outline(`#${window.object.numericId}`), (node): Section => ({
        title: `window ${windowName(window)}${window.isActive ? " active" : ""}`,
        root: node
      }))
  )
})

const noWindow =
  "No window is shown. The application may still start, be hidden, or have only a tray icon; qt_wait for it."

export const treeTools = [
  make({
    name: "qt_objects_tree",
    kind: "read",
    about: "Outline of the windows, or of one object: ref, class, name, text, state.",
    example: { maxDepth: 4 },
    params: { root: Param.root, maxDepth: Schema.optionalKey(Param.count("levels to show; default all")) },
    wire: {
      newest: ["chr.tabsContext", "qt.objects.search", "qt.objects.inspect", "qt.objects.tree"],
      seed: ["chr.tabsContext", "qt.objects.query", "qt.objects.findByClass", "qt.objects.info", "qt.objects.tree"]
    },
    run: Effect.fn("qt_objects_tree")(function*({ maxDepth, root }) {
      const found = yield* sections(root)
      if (found.length === 0) return text(noWindow, { windows: [] })
      const options = maxDepth === undefined ? {} : { maxDepth }
      const rendered = found.map((section) => ({ title: section.title, ...renderOutline(section.root, options) }))
      const deeper = rendered.reduce((sum, part) => sum + part.deeper, 0)
      const helpers = rendered.reduce((sum, part) => sum + part.helpers, 0)
      const lines = rendered.flatMap((part) => part.title === "" ? part.lines : [part.title, ...part.lines])
      const notes = [
        ...(deeper > 0 ? [`${countOf(deeper, "object")} deeper: pass a ref as root, or raise maxDepth`] : []),
        ...(helpers > 0 ? [`${countOf(helpers, "helper")} left out: layouts, scroll bars, timers …`] : [])
      ]
      return text([...lines, ...notes.map((note) => `(${note})`)].join("\n"), {
        windows: found.map((section) => ({ title: section.title, tree: section.root }))
      })
    })
  })
]
