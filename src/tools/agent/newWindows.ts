import { windowChanges, windowNames } from "../screen/diff.ts"
import { frontLine } from "../screen/header.ts"
import { elements, type Screen } from "../screen/Screen.ts"

const longestMessage = 300

/** What a message box says: its texts, cut where it goes on. */
const message = (screen: Screen): string => {
  if (!elements(screen.root).some((element) => element.objectName === "qt_msgbox_label")) return ""
  const texts = elements(screen.root).filter((element) => element.role === "text").map((element) => element.label)
  const buttons = elements(screen.root).filter((element) => element.role === "button").map((element) => element.label)
  return `: ${JSON.stringify(texts.join(" ").slice(0, longestMessage))} [${buttons.join(" | ")}]`
}

/**
 * Windows that appeared and went, a phrase each. The one that is in front now is told by its header line and its size, a
 * message box by what it says.
 */
export const newWindows = (before: Screen, after: Screen): ReadonlyArray<string> =>
  windowChanges(before, after).map((change) =>
    change === `opened ${windowNames(after)[0]}` && before.root.ref !== after.root.ref
      ? `opened ${frontLine(after)}${message(after)}, ${elements(after.root).length - 1} elements`
      : change
  )
