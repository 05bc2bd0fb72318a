import * as Predicate from "effect/Predicate"
import { isHiddenEcho } from "../../tools/probe/echoMode.ts"

/** A label or an object name that says what the field is for. */
export const isPasswordName = (name: string): boolean => /passwor[dt]|passphrase|kennwort|mot de passe/i.test(name)

const text = (value: unknown, key: string): ReadonlyArray<string> =>
  Predicate.hasProperty(value, key) && Predicate.isString(value[key]) && value[key] !== "" ? [value[key]] : []

/** Every object inside a value, the value itself included. */
const objects = function*(value: unknown): Generator<object> {
  if (!Predicate.isObjectOrArray(value)) return
  if (!Array.isArray(value)) yield value
  for (const one of Object.values(value)) yield* objects(one)
}

/** The ids, refs and names of the fields that an answer shows to be password fields. */
export const passwordFields = (method: string, params: unknown, result: unknown): ReadonlyArray<string> => {
  const found: Array<string> = []
  const isEcho = Predicate.hasProperty(params, "name") && params.name === "echoMode"
  for (const object of objects(result)) {
    // A node of the page; its label is what an agent names it by.
    if ("states" in object && Predicate.hasProperty(object.states, "password") && object.states.password === true) {
      for (const key of ["ref", "objectId", "objectName", "name"]) found.push(...text(object, key))
    }
    const isProperty = "name" in object && object.name === "echoMode"
    if ((isProperty || isEcho) && "value" in object && isHiddenEcho(object.value)) {
      found.push(...text(params, "objectId"))
    }
  }
  return method.startsWith("qt.") || method.startsWith("chr.") ? found : []
}

const idOf = (object: object): ReadonlyArray<string> =>
  "numericId" in object && Predicate.isNumber(object.numericId) ? [`#${object.numericId}`] : []

/** What an answer calls the same object by: its path, and its number, ref and name. */
export const aliases = (
  result: unknown
): ReadonlyArray<{ readonly path: string; readonly names: ReadonlyArray<string> }> =>
  [...objects(result)].flatMap((object) => {
    const [path] = text(object, "objectId")
    const names = [...idOf(object), ...text(object, "ref"), ...text(object, "objectName")]
    return path === undefined || names.length === 0 ? [] : [{ path, names }]
  })

const strings = (value: unknown): ReadonlyArray<string> =>
  Predicate.isString(value) ? [value] : Array.isArray(value) ? value.flatMap(strings) : []

const typing: Readonly<Record<string, string>> = {
  "qt.ui.sendKeys": "text",
  "qt.properties.set": "value",
  "qt.methods.invoke": "args",
  "chr.formInput": "value"
}

/** The texts a request puts into its object. */
export const typedTexts = (method: string, params: unknown): ReadonlyArray<string> => {
  const key = typing[method]
  return key !== undefined && Predicate.hasProperty(params, key) ? strings(params[key]) : []
}

/** What the arguments of a tool will type, and where: of the call itself and of every step in it. */
export const typings = (input: unknown) =>
  [...objects(input)].flatMap((object) => {
    const [target] = ["objectId", "ref", "target", "objectName"].flatMap((key) => text(object, key))
    const texts = ["text", "value", "args"].flatMap((key) =>
      Predicate.hasProperty(object, key) ? strings(object[key]) : []
    )
    return target === undefined || texts.length === 0 ? [] : [{ target, texts }]
  })
