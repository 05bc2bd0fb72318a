import { convert } from "./Convert.ts"
import { MetaFailure } from "./Failures.ts"
import type { Json, JsonObject } from "./Json.ts"
import { methodsOf, propertiesOf, propertyOf, signalsOf, signature, superClasses } from "./MetaObject.ts"
import type { QObject } from "./QObject.ts"
import { Widget } from "./Widget.ts"

const pointer = (types: ReadonlyArray<string>): boolean => types.some((type) => type.includes("*"))

export const info = (object: QObject): JsonObject => ({
  className: object.className,
  objectName: object.objectName,
  superClasses: superClasses(object.className),
  ...(object instanceof Widget ? { visible: object.visible, enabled: object.enabled } : {})
})

export const listProperties = (object: QObject): Array<JsonObject> =>
  propertiesOf(object.className).map(({ name, type, writable }) => ({
    name,
    type,
    writable,
    readable: true,
    value: object.get(name)
  }))

/** The parameter is new in Qt 6, and the surest sign of it. */
const isOf = (qt: 5 | 6) => (method: { readonly parameterTypes: ReadonlyArray<string> }): boolean =>
  qt === 6 || !method.parameterTypes.includes("Qt::InputMethodQuery")

export const listMethods = (object: QObject): Array<JsonObject> =>
  methodsOf(object.className).filter(isOf(object.app.host.qt)).map((method) => ({
    name: method.name,
    signature: signature(method),
    returnType: method.returnType,
    parameterTypes: [...method.parameterTypes],
    parameterNames: [...method.parameterNames],
    access: method.access
  }))

export const listSignals = (object: QObject): Array<JsonObject> =>
  signalsOf(object.className).map((signal) => ({
    name: signal.name,
    signature: signature(signal),
    parameterTypes: [...signal.parameterTypes],
    parameterNames: [...signal.parameterNames]
  }))

/** Converts and writes; an unknown name becomes a dynamic property and that is called success. */
export const setProperty = (object: QObject, name: string, value: Json): void => {
  const meta = propertyOf(object.className, name)
  if (meta === undefined) {
    object.setDynamic(name, value)
    return
  }
  if (!meta.writable) throw new MetaFailure("readOnly", `Property is read-only: ${name}`)
  object.set(name, convert(meta.type, value))
}

/** Overloads are told apart by argument count alone; a pointer argument kills the app (probe protocol notes §18). */
export const invoke = (object: QObject, name: string, args: ReadonlyArray<Json>): Json => {
  const method = methodsOf(object.className).findLast((each) =>
    each.name === name && each.parameterTypes.length === args.length
  )
  if (method === undefined || args.length > 10) {
    throw new MetaFailure("method", `Method not found or wrong argument count: ${name}`)
  }
  if (pointer(method.parameterTypes)) {
    object.app.crash(`SIGSEGV: ${object.className}::${signature(method)} got a bad pointer`)
  }
  return object.call(name, args.map((value, index) => convert(method.parameterTypes[index] ?? "QVariant", value)))
}
