import * as Predicate from "effect/Predicate"

/** Any JSON value. Mutable on purpose: payloads are built up step by step. */
export type Json = null | boolean | number | string | Array<Json> | JsonObject

export interface JsonObject {
  [key: string]: Json
}

export const isJsonObject = (value: Json | undefined): value is JsonObject => Predicate.isObject(value)

/** Qt's `QJsonValue::toInt`: a fraction, a numeric string or anything else counts as the default. */
export const toInt = (value: Json | undefined, otherwise = 0): number =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= 2147483648 ? value : otherwise

export const toText = (value: Json | undefined, otherwise = ""): string => typeof value === "string" ? value : otherwise

export const toBool = (value: Json | undefined, otherwise = false): boolean =>
  typeof value === "boolean" ? value : otherwise

export const toArray = (value: Json | undefined): Array<Json> => Array.isArray(value) ? value : []

export const toObject = (value: Json | undefined): JsonObject => isJsonObject(value) ? value : {}

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  const out: JsonObject = {}
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member !== undefined) out[key] = sorted(member)
  }
  return out
}

/** Compact text with sorted keys, as QJsonDocument writes it. */
export const compact = (value: Json): string => JSON.stringify(sorted(value))

/** Exact equality, as `QJsonValue ==` sees it (search filters compare this way). */
export const sameJson = (a: Json, b: Json): boolean => compact(a) === compact(b)
