import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refs } from "../../services/Refs.ts"
import { ask } from "../probe/ask.ts"
import { countOf } from "../text/values.ts"
import { make, text } from "../tool.ts"
import { flat, type PageNode } from "./node.ts"
import { outline, type View } from "./outline.ts"
import { type Extent, locate, type Page, page, sight, wide } from "./page.ts"
import { valuesOf } from "./values.ts"

const pageText = ask("chr.getPageText", Schema.Struct({ text: Schema.String }))

/** The page below a node. The probe answers for the whole window where the node is no widget, so it is cut out here. */
const below = Effect.fn("Reading.below")(function*(ref: string, extent: Extent) {
  const node = yield* locate(ref)
  const read = yield* page({ ...extent, ref_id: node.wireRef })
  if (read.root.key === node.key) return read
  const part: Page = { root: node, nodes: flat(node), truncated: false }
  return part
})

const depthOf = (node: PageNode): number => 1 + Math.max(-1, ...node.children.map(depthOf))

const notes = ({ root, truncated }: Page, extent: Extent, hidden: number): ReadonlyArray<string> => [
  ...(truncated
    ? [`cut at max_chars ${extent.max_chars ?? 50_000}: raise it, or pass a ref as ref_id to read below that`]
    : []),
  ...(extent.depth !== undefined && depthOf(root) >= extent.depth
    ? [`nothing below depth ${extent.depth} is shown: raise it, or pass a ref as ref_id`]
    : []),
  ...(hidden > 0 ? [`${countOf(hidden, "hidden node")} left out`] : [])
]

const data = (node: PageNode, view: View): Readonly<Record<string, unknown>> => {
  const { children, key: _key, parent: _parent, wireRef: _wireRef, ...own } = node
  const value = view.values.get(node.ref)
  return {
    ...own,
    ...(value === undefined ? {} : { value }),
    ...(view.isVisible(node) ? {} : { hidden: true }),
    ...(children.length === 0 ? {} : { children: children.map((child) => data(child, view)) })
  }
}

const levels = (description: string) =>
  Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60 })).annotate({ description }))

export const readingTools = [
  make({
    name: "chr_readPage",
    kind: "read",
    about: "Outline of the active window: role, name, value, state, ref.",
    params: {
      filter: Schema.optionalKey(Schema.Literals(["all", "interactive"]).annotate({ description: "default all" })),
      depth: levels("levels, default 15"),
      maxDepth: levels("same as depth"),
      ref_id: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "only below this ref" })),
      max_chars: Schema.optionalKey(
        Schema.Int.check(Schema.isBetween({ minimum: 100, maximum: 1_000_000 })).annotate({
          description: "probe's budget, default 50000"
        })
      )
    },
    wire: ["chr.readPage", "qt.properties.get"],
    run: Effect.fn("chr_readPage")(function*({ depth, filter = "all", max_chars, maxDepth, ref_id }) {
      const deepest = depth ?? maxDepth
      const extent = {
        ...(deepest === undefined ? {} : { depth: deepest }),
        ...(max_chars === undefined ? {} : { max_chars })
      }
      const refs = yield* Refs
      const [seen, read] = yield* refs.onPage(
        Effect.all([
          sight(ref_id === undefined ? extent : wide),
          ref_id === undefined ? page(extent) : below(ref_id, extent)
        ])
      )
      const values = yield* valuesOf(read.nodes.filter(seen.isVisible))
      const view: View = { ...seen, filter, values }
      const { hidden, lines } = outline(read.root, view)
      return text(
        [...lines, ...notes(read, extent, hidden).map((note) => `(${note})`)].join("\n"),
        { tree: data(read.root, view), totalNodes: read.nodes.length, truncated: read.truncated }
      )
    })
  }),
  make({
    name: "chr_getPageText",
    kind: "read",
    about: "All visible text of the active window.",
    params: {},
    wire: ["chr.getPageText"],
    run: Effect.fn("chr_getPageText")(function*() {
      const page = yield* pageText({})
      return text(page.text === "" ? "(the window shows no text)" : page.text, page)
    })
  })
]
