import * as Effect from "effect/Effect"
import { shownWindows, windowName } from "../probe/windows.ts"
import { formatValue } from "../text/values.ts"
import { make, text } from "../tool.ts"

export const windowTools = [
  make({
    name: "chr_tabsContext",
    kind: "read",
    about: "Visible windows.",
    params: {},
    wire: ["chr.tabsContext"],
    run: Effect.fn("chr_tabsContext")(function*() {
      const windows = yield* shownWindows
      const lines = windows.map((window) =>
        [
          windowName(window),
          window.isActive ? "active" : "",
          window.geometry === undefined ? "" : formatValue(window.geometry)
        ].filter((part) => part !== "").join(" ")
      )
      return text(
        lines.length === 0 ? "No window is shown (a QML application has none of this kind)." : lines.join("\n"),
        {
          windows,
          count: windows.length
        }
      )
    })
  })
]
