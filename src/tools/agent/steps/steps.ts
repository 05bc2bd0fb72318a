import { click, doubleClick, drag, scroll } from "./pointer.ts"
import type { Perform, Verb } from "./Step.ts"
import { fill, press, type } from "./text.ts"
import { check, close, item, select, set } from "./values.ts"

/** What each verb does. */
export const steps: Readonly<Record<Verb, Perform>> = {
  fill,
  type,
  click,
  double_click: doubleClick,
  check,
  select,
  set,
  press,
  item,
  close,
  drag,
  scroll
}
