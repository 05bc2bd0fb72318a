import { buttonClasses } from "./classes/buttons.ts"
import { coreClasses } from "./classes/core.ts"
import { inputClasses } from "./classes/inputs.ts"
import { viewClasses } from "./classes/views.ts"
import { widgetClasses } from "./classes/widget.ts"
import { windowClasses } from "./classes/windows.ts"
import type { ClassMeta, MethodMeta, PropertyMeta, SignalMeta } from "./ClassMeta.ts"

const classes: Record<string, ClassMeta> = {
  ...coreClasses,
  ...widgetClasses,
  ...buttonClasses,
  ...inputClasses,
  ...windowClasses,
  ...viewClasses
}

/** Everything a class has with what it inherits, base class first as QMetaObject numbers it. */
interface Table {
  readonly chain: ReadonlyArray<string>
  readonly properties: ReadonlyArray<PropertyMeta>
  readonly methods: ReadonlyArray<MethodMeta>
  readonly signals: ReadonlyArray<SignalMeta>
  readonly byName: ReadonlyMap<string, PropertyMeta>
}

const chainOf = (className: string): Array<string> => {
  const base = classes[className]?.base
  return base === undefined ? [className] : [className, ...chainOf(base)]
}

const tableOf = (chain: ReadonlyArray<string>): Table => {
  const metas = chain.toReversed().map((name) => classes[name]).filter((meta) => meta !== undefined)
  const properties = metas.flatMap((meta) => meta.properties)
  return {
    chain,
    properties,
    methods: metas.flatMap((meta) => meta.methods),
    signals: metas.flatMap((meta) => meta.signals),
    // The most derived declaration wins.
    byName: new Map(properties.map((property) => [property.name, property]))
  }
}

const tables: ReadonlyMap<string, Table> = new Map(Object.keys(classes).map((name) => [name, tableOf(chainOf(name))]))
const table = (className: string): Table => tables.get(className) ?? tableOf([className, "QObject"])

/** The class and its bases, most derived first. */
export const superClasses = (className: string): Array<string> => [...table(className).chain]
export const propertiesOf = (className: string): ReadonlyArray<PropertyMeta> => table(className).properties
export const methodsOf = (className: string): ReadonlyArray<MethodMeta> => table(className).methods
export const signalsOf = (className: string): ReadonlyArray<SignalMeta> => table(className).signals

export const propertyOf = (className: string, name: string): PropertyMeta | undefined =>
  table(className).byName.get(name)

export const signature = (member: { readonly name: string; readonly parameterTypes: ReadonlyArray<string> }): string =>
  `${member.name}(${member.parameterTypes.join(",")})`
