import { isJsonObject, type Json, type JsonObject } from "../../../src/layers/demo/toolkit/Json.ts"

/** Keys whose members are named by the application, not by the protocol. */
const maps = new Set(["roleNames", "availableRoles"])
/** Keys that may hold any JSON. */
const free = new Set(["value", "_type", "toolTip"])
/** Members a tree node has only sometimes. */
const sometimes = new Set([
  "objectName",
  "text",
  "visible",
  "geometry",
  "children",
  "bounds",
  "states",
  "name",
  "className",
  "objectId"
])
const stateNames = new Set([
  "focused",
  "disabled",
  "checked",
  "expanded",
  "selected",
  "readonly",
  "pressed",
  "hasPopup",
  "modal",
  "editable",
  "multiline",
  "password"
])

/** Nodes of trees look alike at every depth. */
const alias = (key: string): string => key === "tree" || key === "children[]" ? "node" : key

type Pool = Map<string, Array<Json>>

const collect = (pool: Pool, key: string, value: Json): void => {
  const name = alias(key)
  pool.set(name, [...pool.get(name) ?? [], value])
  if (Array.isArray(value)) { for (const each of value) collect(pool, `${key}[]`, each) }
  else if (isJsonObject(value)) { for (const [member, each] of Object.entries(value)) collect(pool, member, each) }
}

const kind = (value: Json): string => value === null ? "null" : Array.isArray(value) ? "array" : typeof value

const keysProblem = (
  recorded: ReadonlyArray<JsonObject>,
  actual: JsonObject,
  at: string,
  node: boolean
): Array<string> => {
  const allowed = new Set(recorded.flatMap((each) => Object.keys(each)))
  const required = [...allowed].filter((key) => recorded.every((each) => key in each))
  return [
    ...Object.keys(actual).filter((key) => !allowed.has(key)).map((key) => `${at}.${key} is not on the real wire`),
    ...required.filter((key) => !(key in actual) && !(node && sometimes.has(key))).map((key) =>
      `${at}.${key} is missing`
    )
  ]
}

const compare = (pool: Pool, key: string, recorded: ReadonlyArray<Json>, actual: Json, at: string): Array<string> => {
  if (free.has(key)) return []
  if (key === "states") {
    return Object.keys(isJsonObject(actual) ? actual : {}).filter((name) => !stateNames.has(name)).map((name) =>
      `${at}.${name}`
    )
  }
  const kinds = new Set(recorded.map(kind))
  if (!kinds.has(kind(actual)) && !(kind(actual) === "null" && key === "result")) {
    return [`${at} is ${kind(actual)}, recorded ${[...kinds].join("|")}`]
  }
  if (Array.isArray(actual)) {
    const elements = pool.get(alias(`${key}[]`)) ?? []
    return elements.length === 0
      ? []
      : actual.flatMap((each, index) => compare(pool, alias(`${key}[]`), elements, each, `${at}[${index}]`))
  }
  if (!isJsonObject(actual) || maps.has(key)) return []
  const objects = recorded.filter((each) => isJsonObject(each))
  return [
    ...keysProblem(objects, actual, at, key === "node" || key === "matches[]"),
    ...Object.entries(actual).flatMap(([member, value]) => {
      const seen = objects.map((each) => each[member]).filter((each) => each !== undefined)
      const known = key === alias(key) && pool.has(alias(member)) && member !== "result"
        ? pool.get(alias(member)) ?? seen
        : seen
      return seen.length === 0 && known.length === 0
        ? []
        : compare(pool, alias(member), known, value, `${at}.${member}`)
    })
  ]
}

/**
 * Where an answer's shape differs from a recorded one: keys and JSON types of the answer itself must be the recorded
 * ones; elements of lists and tree nodes may look like any recorded element of that method.
 */
export const differences = (
  samples: ReadonlyArray<Json>,
  recorded: Json,
  actual: Json,
  treeLike: boolean
): Array<string> => {
  const pool: Pool = new Map()
  const root = treeLike ? "node" : "answer"
  for (const sample of samples) collect(pool, root, sample)
  const own = treeLike ? pool.get("node") ?? [recorded] : [recorded]
  return compare(pool, root, own, actual, "answer")
}
