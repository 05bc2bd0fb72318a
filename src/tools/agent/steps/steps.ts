import { close } from "./close.ts"
import { click, doubleClick, drag, scroll } from "./pointer.ts"
import { press } from "./press.ts"
import { set } from "./set.ts"
import type { Perform, Verb } from "./Step.ts"
import { fill, type } from "./text.ts"
import { check, item, select } from "./values.ts"

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
