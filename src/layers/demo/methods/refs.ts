import type { AccessNode } from "../access/AccessNode.ts"
import type { Context } from "../rpc/Method.ts"
import { RpcError } from "../rpc/RpcError.ts"

/** The element of a ref: unknown and stale ones are told apart (probe protocol notes §7). */
export const refParam = (ref: string, { refs }: Context): AccessNode => {
  const node = refs.get(ref)
  if (node === undefined) {
    throw new RpcError(-32070, `Element ref not found: ${ref}. Call chr.readPage to get fresh refs.`, { ref })
  }
  if (node.alive()) return node
  const message = node.object === undefined
    ? `Element ref is stale: ${ref}`
    : `Element was destroyed since last readPage: ${ref}`
  throw new RpcError(-32071, message, { ref })
}
