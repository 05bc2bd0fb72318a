import type { QObject } from "./QObject.ts"

const textOf = (object: QObject): string => object.has("text") ? object.text("text") : ""

const sanitized = (text: string): string => {
  const short = [...text].slice(0, 20).join("").replaceAll(/[^\p{L}\p{N}]/gu, "_")
  return short.replace(/(?<=.)_+$/u, "")
}

/** One path segment: object name, else text, else class with its number among siblings (probe protocol notes §3). */
export const segment = (object: QObject): string => {
  if (object.objectName !== "") return object.objectName
  const text = textOf(object)
  if (text !== "") return `text_${sanitized(text)}`
  const same = object.parent?.children.filter((sibling) => sibling.className === object.className) ?? []
  return same.length > 1 ? `${object.className}#${same.indexOf(object) + 1}` : object.className
}

/** The pretty path from the root ancestor. */
export const path = (object: QObject): string =>
  object.parent === undefined ? segment(object) : `${path(object.parent)}/${segment(object)}`
