import * as Tool from "effect/ai/Tool"
import * as Context from "effect/Context"

const here = Context.make(Tool.OpenWorld, false)

/** It only looks. */
export const looks = here.pipe(Context.add(Tool.Readonly, true), Context.add(Tool.Destructive, false))

/** It adds, and can be taken back. */
export const adds = Context.add(here, Tool.Destructive, false)

/** What it takes away cannot be had back. */
export const destroys = Context.add(here, Tool.Destructive, true)
