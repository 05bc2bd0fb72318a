import type { Application } from "../toolkit/Application.ts"
import { rectJson } from "../toolkit/Geometry.ts"
import type { JsonObject } from "../toolkit/Json.ts"
import type { QObject } from "../toolkit/QObject.ts"
import { path } from "../toolkit/Segments.ts"
import { Widget } from "../toolkit/Widget.ts"

const describe = (object: QObject, app: Application): JsonObject => {
  const text = object.has("text") ? object.text("text") : ""
  return {
    // The seed prints the pretty path, which it cannot resolve again.
    id: app.generation === "newest" ? app.registry.id(object) : path(object),
    className: object.className,
    ...(object.objectName === "" ? {} : { objectName: object.objectName }),
    ...(object instanceof Widget ? { visible: object.visible, geometry: rectJson(object.area) } : {}),
    ...(text === "" ? {} : { text })
  }
}

const node = (object: QObject, app: Application, depth: number): JsonObject => {
  const own = describe(object, app)
  if (depth === 0 || object.children.length === 0) return own
  return { ...own, children: object.children.map((child) => node(child, app, depth - 1)) }
}

/** The tree below an object; without one, the application object alone (no windows). Depth -1 is everything. */
export const tree = (root: QObject | undefined, app: Application, maxDepth: number): JsonObject =>
  root === undefined
    ? { id: "", className: "Root", children: [node(app.root, app, maxDepth)] }
    : node(root, app, maxDepth)
