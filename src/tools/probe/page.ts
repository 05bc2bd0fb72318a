import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refs } from "../../services/Refs.ts"
import { ask } from "./ask.ts"
import { Rectangle } from "./Rectangle.ts"

/** A node of `chr.readPage`: what the accessibility tree of the active window says. */
export interface PageNode {
  readonly ref?: string
  readonly role: string
  readonly name?: string
  /** On the screen; absent for a widget that is not shown. */
  readonly bounds?: Rectangle
  readonly states?: Readonly<Record<string, boolean>>
  readonly objectName?: string
  readonly className?: string
  /** Absent for what is no object: items, cells, headers, tabs. */
  readonly objectId?: string
  readonly children?: ReadonlyArray<PageNode>
}

export const PageNode: Schema.Codec<PageNode, unknown> = Schema.Struct({
  ref: Schema.optionalKey(Schema.String),
  role: Schema.String,
  name: Schema.optionalKey(Schema.String),
  bounds: Schema.optionalKey(Rectangle),
  states: Schema.optionalKey(Schema.Record(Schema.String, Schema.Boolean)),
  objectName: Schema.optionalKey(Schema.String),
  className: Schema.optionalKey(Schema.String),
  objectId: Schema.optionalKey(Schema.String),
  children: Schema.optionalKey(Schema.Array(Schema.suspend(() => PageNode)))
})

const readPage = ask("chr.readPage", Schema.Struct({ tree: PageNode, truncated: Schema.optionalKey(Schema.Boolean) }))

/**
 * The whole page of the active window: the probe's own limits (15 levels, 50,000 characters) lose rows. A reading gives
 * the probe's names of nodes out anew, so it waits for whoever uses them.
 */
export const wholePage = Refs.use((refs) =>
  refs.onPage(Effect.map(readPage({ filter: "all", depth: 100, max_chars: 8_000_000 }), ({ tree }) => tree))
)
