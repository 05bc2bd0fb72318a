import { toText } from "../toolkit/Json.ts"
import type { JsonObject } from "../toolkit/Json.ts"
import type { QObject } from "../toolkit/QObject.ts"
import { Widget } from "../toolkit/Widget.ts"
import type { Context } from "./Method.ts"
import { invalidParams, RpcError } from "./RpcError.ts"

const hints = {
  newest: "Use qt.objects.search or qt.objects.tree to discover valid IDs",
  seed: "Use qt.objects.find or qt.objects.tree to discover valid IDs"
}

/** Numeric, then symbolic, then path (probe protocol notes §3). */
export const resolve = (id: string, { app }: Context): QObject | undefined => {
  const number = /^#?(\d+)$/.exec(id)
  if (number !== null) return app.registry.byNumber(Number(number[1]))
  return app.registry.find(app.names.get(id) ?? id)
}

export interface Resolved<A> {
  readonly object: A
  readonly objectId: string
}

export const objectParam = (params: JsonObject, context: Context, method: string): Resolved<QObject> => {
  const objectId = toText(params["objectId"])
  if (objectId === "") throw invalidParams("Missing required parameter: objectId", { method })
  const object = resolve(objectId, context)
  if (object === undefined) {
    throw new RpcError(-32001, `Object not found: ${objectId}`, { objectId, hint: hints[context.app.generation] })
  }
  return { object, objectId }
}

export const widgetParam = (params: JsonObject, context: Context, method: string): Resolved<Widget> => {
  const { object, objectId } = objectParam(params, context, method)
  if (object instanceof Widget) return { object, objectId }
  throw new RpcError(-32003, `Object is not a widget: ${objectId}`, { objectId, className: object.className })
}
