import { MetaFailure } from "../toolkit/Failures.ts"
import { type Json, sameJson, toObject } from "../toolkit/Json.ts"
import type { QObject } from "../toolkit/QObject.ts"

const equals = (object: QObject, name: string, wanted: Json): boolean => {
  try {
    return sameJson(object.get(name), wanted)
  } catch (failure) {
    if (failure instanceof MetaFailure) return false
    throw failure
  }
}

/** Exact JSON equality of named properties; a missing property does not match. */
export const matchesProperties = {
  filters: toObject,
  test: (object: QObject, filters: Json | undefined): boolean =>
    Object.entries(toObject(filters)).every(([name, wanted]) => equals(object, name, wanted))
}
