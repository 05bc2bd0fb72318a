import { chrActMethods } from "../methods/chrAct.ts"
import { chrContextMethods } from "../methods/chrContext.ts"
import { chrPageMethods } from "../methods/chrPage.ts"
import { clickItemMethods } from "../methods/clickItem.ts"
import { cuMethods } from "../methods/cu.ts"
import { cuKeyboardMethods } from "../methods/cuKeyboard.ts"
import { builtinMethods } from "../methods/legacy.ts"
import { modelMethods } from "../methods/models.ts"
import { modelSearchMethods } from "../methods/modelSearch.ts"
import { nameMethods } from "../methods/names.ts"
import { objectMethods } from "../methods/objects.ts"
import { propertyMethods } from "../methods/properties.ts"
import { seedMethods } from "../methods/seed.ts"
import { eventMethods, signalMethods } from "../methods/signals.ts"
import { systemMethods } from "../methods/system.ts"
import { uiMethods } from "../methods/ui.ts"
import type { Context, MethodTable } from "./Method.ts"

/** qtPilot 0.3.1: 28 qt, 13 cu, 8 chr. */
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
  ...modelSearchMethods,
  ...cuMethods,
  ...cuKeyboardMethods,
  ...chrPageMethods,
  ...chrActMethods,
  ...chrContextMethods
}

const removedFromSeed = new Set([
  "qt.objects.search",
  "qt.events.start",
  "qt.events.stop",
  "qt.ui.clickItem",
  "qt.models.search"
])

const older: MethodTable = Object.fromEntries(
  Object.entries(newestMethods).filter(([name]) => !removedFromSeed.has(name))
)

/** The method table of a generation: 72 for the newest, 77 for the seed. */
export const methodsFor = (context: Context): MethodTable => ({
  ...builtinMethods(context.prefix, context.product),
  ...(context.app.generation === "newest" ? newestMethods : { ...older, ...seedMethods })
})
