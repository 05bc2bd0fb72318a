import * as Regex from "effect/RegExp"

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * The variables of a uri, query parameters aside, that a template (RFC 6570, simple variables, and query parameters at
 * its end) describes; undefined where it does not.
 */
export const variablesOf = (template: string, uri: string): ReadonlyMap<string, string> | undefined => {
  const path = template.replace(/\{\?[\w,]+\}$/, "")
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)
  const pattern = path.split(/\{\w+\}/).map(Regex.escape).join("([^/?#]+)")
  const found = new RegExp(`^${pattern}$`).exec(uri)
  return found === null ? undefined : new Map(names.map((name, index) => [name, decoded(found[index + 1] ?? "")]))
}
