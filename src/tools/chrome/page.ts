import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { Refs } from "../../services/Refs.ts"
import { ask, connection } from "../probe/ask.ts"
import { flat, label, named, type PageNode, RawNode } from "./node.ts"

const readPage = ask("chr.readPage", Schema.Struct({ tree: RawNode, truncated: Schema.Boolean }))

/** How much of a page is read; 15 levels and about 50,000 characters where absent. */
export interface Extent {
  readonly depth?: number
  readonly max_chars?: number
}

/** More than a page a person can look at. */
export const wide: Extent = { depth: 60, max_chars: 1_000_000 }

/** One reading of the page of the active window. */
export interface Page {
  readonly root: PageNode
  readonly nodes: ReadonlyArray<PageNode>
  readonly truncated: boolean
}

/** Reads the page, or the part below a name of the probe. Every earlier name of the probe is void then. */
export const page = Effect.fn("Page.page")(function*(extent: Extent & { readonly ref_id?: string } = {}) {
  const refs = yield* Refs
  const number = yield* connection
  const { tree, truncated } = yield* readPage({ filter: "all", ...extent })
  refs.forgetNodes(number)
  const root = named(tree, (key, wireRef) => refs.issueNode(number, key, wireRef))
  const read: Page = { root, nodes: flat(root), truncated }
  return read
})

/**
 * The node behind a ref, in a reading made now: the probe keeps bare pointers behind its names, so an old one may crash
 * the application once its row or tab is gone. Call it inside `Refs.onPage`.
 */
export const locate = Effect.fn("Page.locate")(function*(ref: string) {
  const refs = yield* Refs
  yield* refs.resolveNode(yield* connection, ref)
  let shown = ""
  for (const extent of [{}, wide]) {
    const read = yield* page(extent)
    const node = read.nodes.find((candidate) => candidate.ref === ref)
    if (node !== undefined) return node
    shown = label(read.root)
  }
  return yield* new Refused({
    reason:
      `${ref} is not on the page any more: its element is gone, or is in another window than the active one, ${shown}. Nothing was done. chr_readPage shows what is there.`
  })
})

const seen = ask("chr.readPage", Schema.Struct({ tree: RawNode }))

/** What of a page a person sees; the reading of everything does not tell (§7). */
export interface Sight {
  readonly isVisible: (node: PageNode) => boolean
  readonly isInteractive: (node: PageNode) => boolean
}

/** The same of a node in both readings: its object, else what it is and where it stands. */
const signature = (node: RawNode | PageNode, owner: string): string =>
  node.objectId ?? `${owner}/${node.role}|${node.name ?? ""}|${JSON.stringify(node.bounds ?? "")}`

const ownerOf = (node: PageNode): string => {
  let at = node.parent
  while (at !== undefined && at.objectId === undefined) at = at.parent
  return at?.objectId ?? ""
}

/** Reads what is visible. Names of the probe from before are void then. */
export const sight = Effect.fn("Page.sight")(function*(extent: Extent) {
  const { tree } = yield* seen({ filter: "interactive", ...extent })
  const visible = new Set<string>()
  const interactive = new Set<string>()
  const visit = (node: RawNode, owner: string): void => {
    const sign = signature(node, owner)
    visible.add(sign)
    if (node.ref !== undefined) interactive.add(sign)
    for (const child of node.children ?? []) visit(child, node.objectId ?? owner)
  }
  visit(tree, "")
  const result: Sight = {
    isVisible: (node) => visible.has(signature(node, ownerOf(node))),
    isInteractive: (node) => interactive.has(signature(node, ownerOf(node)))
  }
  return result
})
