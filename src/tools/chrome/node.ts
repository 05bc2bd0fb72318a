import * as Schema from "effect/Schema"
import { Rectangle } from "../probe/Rectangle.ts"

const own = {
  role: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Schema.String),
  states: Schema.optionalKey(Schema.Record(Schema.String, Schema.Boolean)),
  bounds: Schema.optionalKey(Rectangle),
  objectName: Schema.optionalKey(Schema.String),
  className: Schema.optionalKey(Schema.String)
}

/** A match of `chr.find`. */
export const Match = Schema.Struct({ ref: Schema.String, ...own })

const Own = Schema.Struct({
  ref: Schema.optionalKey(Schema.String),
  objectId: Schema.optionalKey(Schema.String),
  ...own
})

/** A node as `chr.readPage` sends it; a page without anything is an empty one. */
export interface RawNode extends Schema.Schema.Type<typeof Own> {
  readonly children?: ReadonlyArray<RawNode>
}

export const RawNode: Schema.Codec<RawNode, unknown> = Schema.Struct({
  ...Own.fields,
  children: Schema.optionalKey(Schema.Array(Schema.suspend(() => RawNode)))
})

/** A node with the name this bridge gave it. */
export interface PageNode extends Omit<RawNode, "children" | "ref" | "role" | "states"> {
  readonly ref: string
  /** The probe's name for it in the reading it comes from, and only there. */
  readonly wireRef: string
  /** The same in every reading of the same node. */
  readonly key: string
  readonly role: string
  readonly states: Readonly<Record<string, boolean>>
  readonly parent: PageNode | undefined
  readonly children: ReadonlyArray<PageNode>
}

/**
 * Names every node of a reading. Its key is its object; a node without one (a tab, a row, a cell) is the n-th of its
 * role and name below the node above it. `issue` makes the name of a key.
 */
export const named = (tree: RawNode, issue: (key: string, wireRef: string) => string): PageNode => {
  const seen = new Set<string>()
  const place = (raw: RawNode, parent: PageNode | undefined, alike: Map<string, number>): PageNode => {
    const kind = `${parent?.key ?? ""}/${raw.role}|${raw.name ?? ""}`
    const index = alike.get(kind) ?? 0
    alike.set(kind, index + 1)
    const isFirst = raw.objectId !== undefined && !seen.has(raw.objectId)
    if (raw.objectId !== undefined) seen.add(raw.objectId)
    const key = isFirst ? `${raw.objectId}` : `${kind}|${index}`
    const wireRef = raw.ref ?? ""
    const children: Array<PageNode> = []
    const { children: below = [], role = "", states = {}, ...own } = raw
    const node: PageNode = { ...own, role, states, ref: issue(key, wireRef), wireRef, key, parent, children }
    const counts = new Map<string, number>()
    for (const child of below) children.push(place(child, node, counts))
    return node
  }
  return place(tree, undefined, new Map())
}

/** The node and all below it, in reading order. */
export const flat = (node: PageNode): ReadonlyArray<PageNode> => [node, ...node.children.flatMap(flat)]

/** `button "OK"` */
export const label = ({ className, name, role }: Pick<PageNode, "role" | "name" | "className">): string =>
  name === undefined || name === className
    ? role
    : `${role} ${JSON.stringify(name.length <= 120 ? name : `${name.slice(0, 119)}…`)}`

/** The nearest node at or above it that passes. */
export const above = (node: PageNode, test: (node: PageNode) => boolean): PageNode | undefined => {
  let at: PageNode | undefined = node
  while (at !== undefined && !test(at)) at = at.parent
  return at
}
