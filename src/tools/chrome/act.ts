import * as Effect from "effect/Effect"
import { withChanges } from "../probe/action.ts"
import { changeLine } from "../text/changes.ts"
import { text } from "../tool.ts"
import type { PageNode } from "./node.ts"
import { page } from "./page.ts"

/** How the states of a node differ, one phrase each. */
const stateChanges = (before: PageNode, after: PageNode): ReadonlyArray<string> =>
  [...new Set([...Object.keys(before.states), ...Object.keys(after.states)])]
    .filter((state) => (before.states[state] ?? false) !== (after.states[state] ?? false))
    .map((state) => `${state}: ${before.states[state] ?? false} → ${after.states[state] ?? false}`)

/** The same node in a reading made now. */
const again = (node: PageNode) =>
  page().pipe(
    Effect.map(({ nodes }) => nodes.find((candidate) => candidate.key === node.key)),
    Effect.orElseSucceed(() => undefined)
  )

export interface Act<E extends { readonly _tag: string }, R> {
  readonly node: PageNode
  readonly said: string
  readonly send: Effect.Effect<unknown, E, R>
  readonly delayed?: boolean
  /** Said where nothing changed. */
  readonly hint?: string
}

/** Runs an action on a node and says what it changed; a node without an object (a row, a tab) tells by its states. */
export const act = Effect.fn("Chrome.act")(function*<E extends { readonly _tag: string }, R>(
  { delayed, hint, node, said, send }: Act<E, R>
) {
  const found = yield* withChanges(send, {
    ...(node.objectId === undefined ? {} : { target: node.objectId }),
    ...(delayed === undefined ? {} : { delayed })
  })
  const after = node.objectId === undefined || found.length === 0 ? yield* again(node) : undefined
  const changes = after === undefined ? found : [...stateChanges(node, after), ...found]
  const hinted = changes.length === 0 && hint !== undefined ? `. ${hint}` : ""
  return text(`${said}; ${changeLine(changes)}${hinted}`, { changes })
})
