/** A value of JSON of which nothing is known. */
export type Json = unknown

const at = (value: Json, key: string): Json =>
  typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined

/** The value within, by its keys. */
export const inside = (value: Json, ...keys: ReadonlyArray<string>): Json => keys.reduce(at, value)

export const text = (value: Json, ...keys: ReadonlyArray<string>): string => {
  const found = inside(value, ...keys)
  return typeof found === "string" ? found : ""
}

export const number = (value: Json, ...keys: ReadonlyArray<string>): number | undefined => {
  const found = inside(value, ...keys)
  return typeof found === "number" ? found : undefined
}

export const list = (value: Json, ...keys: ReadonlyArray<string>): ReadonlyArray<Json> => {
  const found = inside(value, ...keys)
  return Array.isArray(found) ? found : []
}

export const parse = (source: string): Json => {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
