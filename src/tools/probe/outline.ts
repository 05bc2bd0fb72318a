import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refs, type RefTarget } from "../../services/Refs.ts"
import { ask, connection, generation } from "./ask.ts"
import { find, refTarget } from "./objects.ts"
import { Rectangle } from "./Rectangle.ts"

/** A node of `qt.objects.tree`. */
export interface TreeNode {
  readonly id: string
  readonly className: string
  readonly objectName?: string
  readonly text?: string
  readonly visible?: boolean
  readonly geometry?: Rectangle
  readonly qmlId?: string
  readonly qmlTypeName?: string
  readonly children?: ReadonlyArray<TreeNode>
}

const TreeNode: Schema.Codec<TreeNode, unknown> = Schema.Struct({
  id: Schema.String,
  className: Schema.String,
  objectName: Schema.optionalKey(Schema.String),
  text: Schema.optionalKey(Schema.String),
  visible: Schema.optionalKey(Schema.Boolean),
  geometry: Schema.optionalKey(Rectangle),
  qmlId: Schema.optionalKey(Schema.String),
  qmlTypeName: Schema.optionalKey(Schema.String),
  children: Schema.optionalKey(Schema.Array(Schema.suspend(() => TreeNode)))
})

/** The objects below a root, or of all windows. */
export const tree = ask("qt.objects.tree", TreeNode)

/** A node with the ref it can be named by; without one where the probe did not say which object it is. */
export interface OutlineNode extends Omit<TreeNode, "children"> {
  readonly ref: string | undefined
  readonly children: ReadonlyArray<OutlineNode>
}

const everything = 100_000

const classNames = (node: TreeNode, into = new Set<string>()): Set<string> => {
  into.add(node.className)
  for (const child of node.children ?? []) classNames(child, into)
  return into
}

/**
 * The objects of the nodes of a tree. On the newest generation a node's id is the path the search prints. On the seed the
 * tree's paths do not resolve (0 of 135), but a class search below a root answers in the tree's own order, so the n-th
 * node of a class is the n-th object found.
 */
const targetsOf = Effect.fn("Outline.targetsOf")(function*(node: TreeNode, root: string) {
  const isNewest = (yield* generation) === "newest"
  const found = yield* Effect.forEach(
    classNames(node),
    (className) =>
      Effect.map(find({ className, root, limit: everything }), ({ objects }) => [className, objects] as const),
    { concurrency: 8 }
  )
  const byPath = new Map(found.flatMap(([, objects]) => objects.map((object) => [object.objectId, object])))
  const inOrder = new Map(found.map(([className, objects]) => [className, [...objects]]))
  return (of: TreeNode): RefTarget | undefined => {
    const entry = isNewest ? byPath.get(of.id) : inOrder.get(of.className)?.shift()
    return entry === undefined ? undefined : refTarget(entry)
  }
})

const number = (node: TreeNode, refOf: (node: TreeNode) => string | undefined): OutlineNode => {
  const ref = refOf(node)
  return { ...node, ref, children: (node.children ?? []).map((child) => number(child, refOf)) }
}

/** The tree below `root` (an id of the probe), every node with its ref, in reading order. */
export const outline = Effect.fn("Outline.outline")(function*(root: string) {
  const refs = yield* Refs
  const onConnection = yield* connection
  const node = yield* tree({ root })
  const targetOf = yield* targetsOf(node, root)
  return number(node, (of) => {
    const target = targetOf(of)
    return target === undefined ? undefined : refs.issue(onConnection, target)
  })
})
