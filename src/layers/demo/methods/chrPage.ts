import { access, displayName } from "../access/access.ts"
import type { AccessNode } from "../access/AccessNode.ts"
import type { Context, Method, MethodTable } from "../rpc/Method.ts"
import { invalidParams, RpcError } from "../rpc/RpcError.ts"
import { rectJson } from "../toolkit/Geometry.ts"
import { type JsonObject, toInt, toText } from "../toolkit/Json.ts"
import { Widget } from "../toolkit/Widget.ts"
import { frontWindow } from "./cuTarget.ts"
import { refParam } from "./refs.ts"

const interactive = new Set([
  "button",
  "checkbox",
  "radio",
  "combobox",
  "spinbutton",
  "slider",
  "textbox",
  "link",
  "menuitem",
  "tab",
  "listitem",
  "treeitem",
  "cell",
  "scrollbar"
])

const bare = (node: AccessNode): JsonObject => {
  const name = displayName(node)
  const { bounds, object, states } = node
  return {
    role: node.role,
    ...(name === "" ? {} : { name }),
    ...(Object.keys(states).length === 0 ? {} : { states: { ...states } }),
    ...(bounds === undefined ? {} : { bounds: rectJson(bounds) }),
    ...(object === undefined || object.objectName === "" ? {} : { objectName: object.objectName }),
    ...(object === undefined ? {} : { className: object.className })
  }
}

/** Walks like the probe's: refs in order, an approximate character count that cuts the page. */
class Walk {
  readonly #context: Context
  readonly #all: boolean
  readonly #depth: number
  readonly #room: number
  #used = 0
  truncated = false

  constructor(context: Context, params: JsonObject) {
    this.#context = context
    this.#all = toText(params["filter"], "all") === "all"
    this.#depth = toInt(params["depth"], 15)
    this.#room = toInt(params["max_chars"], 50_000)
  }

  node(node: AccessNode, depth: number): JsonObject | undefined {
    if (depth > this.#depth || this.truncated || (node.invisible && !this.#all)) return undefined
    const { app, refs } = this.#context
    const out = bare(node)
    if (this.#all || interactive.has(node.role)) {
      const ref = `ref_${refs.size + 1}`
      refs.set(ref, node)
      out["ref"] = ref
    }
    const objectId = node.object === undefined ? "" : app.registry.id(node.object)
    if (objectId !== "") out["objectId"] = objectId
    this.#used += JSON.stringify(out).length
    if (this.#used > this.#room) {
      this.truncated = true
      return out
    }
    const children = node.children().map((child) => this.node(child, depth + 1)).filter((child) => child !== undefined)
    return children.length === 0 ? out : { ...out, children }
  }
}

const readPage: Method = (params, context) => {
  const ref = toText(params["ref_id"])
  const scope = ref === "" ? undefined : refParam(ref, context).object
  context.refs.clear()
  const root = scope instanceof Widget ? scope : frontWindow(context.app)
  const walk = new Walk(context, params)
  const tree = walk.node(access(root), 0) ?? {}
  return { result: { tree, totalNodes: context.refs.size, truncated: walk.truncated } }
}

const searchable = ({ description, name, object, role }: AccessNode): Array<string> =>
  [name, role, description, object?.objectName ?? "", object?.className ?? ""].map((text) => text.toLowerCase())

const matching = (node: AccessNode, query: string): Array<AccessNode> => {
  if (node.invisible) return []
  const inner = node.children().flatMap((child) => matching(child, query))
  return searchable(node).some((text) => text.includes(query)) ? [node, ...inner] : inner
}

const shownStates = new Set(["focused", "disabled", "checked"])

const match = (node: AccessNode, { refs }: Context): JsonObject => {
  const ref = `ref_${refs.size + 1}`
  refs.set(ref, node)
  const { states: _states, ...out } = bare(node)
  const states = Object.fromEntries(Object.entries(node.states).filter(([name]) => shownStates.has(name)))
  return { ...out, ref, ...(Object.keys(states).length === 0 ? {} : { states }) }
}

const find: Method = (params, context) => {
  const query = toText(params["query"])
  if (query === "") throw invalidParams("Missing required parameter: query", { method: "chr.find" })
  const matches = matching(access(frontWindow(context.app)), query.toLowerCase()).map((node) => match(node, context))
  if (matches.length > 20) {
    const hint = "Use a more specific query or combine role + name"
    const message = `Found ${matches.length} matches for "${query}". Be more specific.`
    throw new RpcError(-32074, message, { query, count: matches.length, hint })
  }
  return { result: { matches, count: matches.length } }
}

const textRoles = new Set(["text", "textbox", "button", "link", "listitem", "treeitem", "cell", "menuitem"])

const texts = (node: AccessNode): Array<string> => {
  if (node.invisible) return []
  const own = textRoles.has(node.role) ? [node.name, node.value === node.name ? "" : node.value ?? ""] : []
  return [...own.filter((text) => text !== ""), ...node.children().flatMap(texts)]
}

const getPageText: Method = (_params, { app }) => ({
  result: { text: texts(access(frontWindow(app))).join("\n") }
})

/** The reading half of `chr.*`. */
export const chrPageMethods: MethodTable = {
  "chr.readPage": readPage,
  "chr.find": find,
  "chr.getPageText": getPageText
}
