import * as Predicate from "effect/Predicate"

const has = <K extends string>(value: object, ...keys: ReadonlyArray<K>): value is Record<K, unknown> =>
  keys.every((key) => Predicate.hasProperty(value, key))

const areNumbers = <K extends string>(value: object, ...keys: ReadonlyArray<K>): value is Record<K, number> =>
  has(value, ...keys) && keys.every((key) => Predicate.isNumber(value[key]))

/** A text on one line as it stands, without quotes. */
const plain = (value: unknown): string =>
  Predicate.isString(value) ? value.replaceAll(/\r\n|[\n\r]/g, "⏎") : formatValue(value)

/**
 * A Qt value as the probe sends it, in few characters: rectangles, sizes and points as numbers, enums by their key,
 * what has no JSON form by its type.
 */
export const formatValue = (value: unknown): string => {
  if (value === undefined) return "unset"
  if (Array.isArray(value)) return `[${value.map(formatValue).join(", ")}]`
  if (!Predicate.isObject(value)) return JSON.stringify(value)
  if (has(value, "_type", "value")) return plain(value.value === null ? value._type : value.value)
  if (areNumbers(value, "x", "y", "width", "height")) return `${value.x},${value.y} ${value.width}x${value.height}`
  if (areNumbers(value, "width", "height")) return `${value.width}x${value.height}`
  if (areNumbers(value, "x", "y")) return `${value.x},${value.y}`
  return JSON.stringify(value)
}

/** Cells of one row; an empty cell keeps its place. */
export const formatCells = (cells: ReadonlyArray<Readonly<Record<string, unknown>>>): string =>
  cells.map((cell) => {
    const roles = Object.entries(cell)
    const [only] = roles
    if (only === undefined) return ""
    if (roles.length === 1 && only[0] === "display") return only[1] === null ? "" : plain(only[1])
    return roles.map(([role, value]) => `${role}=${plain(value)}`).join(" ")
  }).join(" | ")

export const countOf = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`
