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

const unknownClass: ClassMeta = { base: "QObject", properties: [], methods: [], signals: [] }
const classOf = (name: string): ClassMeta => classes[name] ?? unknownClass

/** The class and its bases, most derived first. */
export const superClasses = (className: string): Array<string> => {
  const chain = [className]
  for (let base = classOf(className).base; base !== undefined; base = classOf(base).base) chain.push(base)
  return chain
}

export const inherits = (className: string, base: string): boolean => superClasses(className).includes(base)

const gather = <A>(className: string, part: (meta: ClassMeta) => ReadonlyArray<A>): Array<A> =>
  superClasses(className).toReversed().flatMap((name) => part(classOf(name)))

/** Base class first, as QMetaObject numbers them. */
export const propertiesOf = (className: string): Array<PropertyMeta> => gather(className, (meta) => meta.properties)
export const methodsOf = (className: string): Array<MethodMeta> => gather(className, (meta) => meta.methods)
export const signalsOf = (className: string): Array<SignalMeta> => gather(className, (meta) => meta.signals)

/** The most derived declaration wins. */
export const propertyOf = (className: string, name: string): PropertyMeta | undefined =>
  propertiesOf(className).findLast((property) => property.name === name)

export const signature = (member: { readonly name: string; readonly parameterTypes: ReadonlyArray<string> }): string =>
  `${member.name}(${member.parameterTypes.join(",")})`
