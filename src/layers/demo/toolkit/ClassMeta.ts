import type { Json } from "./Json.ts"

export interface PropertyMeta {
  readonly name: string
  readonly type: string
  readonly initial: Json
  readonly writable: boolean
}

export interface MethodMeta {
  readonly name: string
  readonly access: "public" | "protected" | "private"
  readonly returnType: string
  readonly parameterTypes: ReadonlyArray<string>
  readonly parameterNames: ReadonlyArray<string>
}

export interface SignalMeta {
  readonly name: string
  readonly parameterTypes: ReadonlyArray<string>
  readonly parameterNames: ReadonlyArray<string>
}

/** What one class adds to its base; `base` is the C++ super class. */
export interface ClassMeta {
  readonly base: string | undefined
  readonly properties: ReadonlyArray<PropertyMeta>
  readonly methods: ReadonlyArray<MethodMeta>
  readonly signals: ReadonlyArray<SignalMeta>
}

/** A property with its value's default; `readOnly` properties have no setter. */
export const property = (name: string, type: string, initial: Json): PropertyMeta => ({
  name,
  type,
  initial,
  writable: true
})

export const readOnly = (name: string, type: string, initial: Json): PropertyMeta => ({
  name,
  type,
  initial,
  writable: false
})

/** An enum or flag value as the probe prints it. */
export const enumValue = (type: string, value: string): Json => ({ _type: type, value })

/** A value the probe cannot print (QIcon, QPalette …). */
export const opaque = (type: string): Json => ({ _type: type, value: null })

const split = (text: string): Array<string> => text === "" ? [] : text.split(",")

/** "void setText(QString) text" reads: return type, signature, parameter names; access in front when not public. */
const parse = (text: string): MethodMeta => {
  const match = /^(?:(protected|private) )?(\S+) (\w+)\(([^)]*)\)(?: (\S+))?$/.exec(text)
  const [, access = "", returnType = "void", name = text, types = "", names = ""] = match ?? []
  const parameterTypes = split(types)
  const given = split(names)
  return {
    name,
    access: access === "protected" || access === "private" ? access : "public",
    returnType,
    parameterTypes,
    parameterNames: parameterTypes.map((_, index) => given[index] ?? "")
  }
}

export const methods = (...lines: ReadonlyArray<string>): ReadonlyArray<MethodMeta> => lines.map(parse)

export const signals = (...lines: ReadonlyArray<string>): ReadonlyArray<SignalMeta> =>
  lines.map((line) => parse(`void ${line}`))
