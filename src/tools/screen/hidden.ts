import type { PageNode } from "../probe/page.ts"
import { isOwn, isShown, seenName } from "./build.ts"
import { shownText } from "./line.ts"

const line = (node: PageNode): string =>
  [
    node.role,
    seenName(node) === "" ? "" : shownText(seenName(node)),
    [node.className, node.objectName].filter((part) => part).join(" ")
  ].filter((part) => part !== "").join(" ")

/** A line for each object of the window that is not shown: its role, text, class and object name. */
export const hiddenLines = (node: PageNode, isHidden = false): ReadonlyArray<string> =>
  (node.children ?? []).flatMap((child) => {
    const isGone = isHidden || !isShown(child)
    return [...(isGone && isOwn(child) ? [line(child)] : []), ...hiddenLines(child, isGone)]
  })
