import type { FoundObject, SearchResult } from "../probe/objects.ts"
import { countOf } from "./values.ts"

/** `e3 QLineEdit nameEdit` */
const objectLine = (object: FoundObject): string =>
  [object.ref, object.className, object.objectName].filter((part) => part !== "").join(" ")

/** One line an object, and the count first. */
export const renderObjects = (found: SearchResult): string => {
  const more = found.truncated ? `, the first ${found.objects.length} of them (raise limit or narrow the search)` : ""
  return [`${countOf(found.count, "object")}${more}`, ...found.objects.map(objectLine)].join("\n")
}

/** The same for programs. */
export const objectsData = (found: SearchResult) => ({
  objects: found.objects,
  count: found.count,
  truncated: found.truncated
})
