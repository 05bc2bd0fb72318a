import { clickItemMethods } from "../methods/clickItem.ts"
import { builtinMethods } from "../methods/legacy.ts"
import { modelMethods } from "../methods/models.ts"
import { modelSearchMethods } from "../methods/modelSearch.ts"
import { nameMethods } from "../methods/names.ts"
import { objectMethods } from "../methods/objects.ts"
import { propertyMethods } from "../methods/properties.ts"
import { eventMethods, signalMethods } from "../methods/signals.ts"
import { systemMethods } from "../methods/system.ts"
import { uiMethods } from "../methods/ui.ts"
import type { Context, MethodTable } from "./Method.ts"

/** The 72 methods of qtPilot 0.3.1. */
const newestMethods: MethodTable = {
  ...systemMethods,
  ...objectMethods,
  ...propertyMethods,
  ...signalMethods,
  ...eventMethods,
  ...uiMethods,
  ...clickItemMethods,
  ...nameMethods,
  ...modelMethods,
  ...modelSearchMethods
}

/** The method table of a generation. */
export const methodsFor = (context: Context): MethodTable => ({
  ...builtinMethods(context.prefix, context.product),
  ...newestMethods
})
