import type { QObject } from "./QObject.ts"
import { path, segment } from "./Segments.ts"
import { Widget } from "./Widget.ts"

export type Generation = "newest" | "seed"

/** Which string ids stand for which objects, and the per-connection numeric ids (probe protocol notes §3). */
export class Registry {
  readonly generation: Generation
  readonly #byId = new Map<string, QObject>()
  readonly #ids = new Map<QObject, string>()
  readonly #numeric: Array<QObject> = []

  constructor(generation: Generation) {
    this.generation = generation
  }

  /** Objects in registration order. */
  all(): Array<QObject> {
    return [...this.#ids.keys()]
  }

  register(root: QObject): void {
    for (const object of root.descend()) if (!this.#ids.has(object)) this.#claim(object)
  }

  renamed(object: QObject): void {
    if (this.generation === "newest" && this.#ids.has(object)) this.#claim(object)
  }

  forget(object: QObject): void {
    this.#ids.delete(object)
    for (const [id, owner] of this.#byId) if (owner === object) this.#byId.delete(id)
  }

  id(object: QObject): string {
    return this.#ids.get(object) ?? ""
  }

  find(id: string): QObject | undefined {
    const exact = this.#byId.get(id)
    if (exact !== undefined) return exact
    const segments = id.split("/").filter((part) => part !== "")
    const app = this.all().find((object) => object.className === "QApplication")
    return app === undefined ? undefined : walk(app, segments)
  }

  numericId(object: QObject): number {
    const known = this.#numeric.indexOf(object)
    return known >= 0 ? known + 1 : this.#numeric.push(object)
  }

  byNumber(number: number): QObject | undefined {
    const object = this.#numeric[number - 1]
    return object === undefined || object.destroyed ? undefined : object
  }

  clearNumeric(): void {
    this.#numeric.length = 0
  }

  #claim(object: QObject): void {
    const wanted = this.generation === "newest" || isAppSide(object) ? path(object) : frozenPath(object)
    let id = wanted
    for (let n = 1; this.#byId.has(id) && this.#byId.get(id) !== object; n++) id = `${wanted}~${n}`
    this.#byId.set(id, object)
    this.#ids.set(object, id)
  }
}

const isAppSide = (object: QObject): boolean =>
  object.className === "QApplication" || (object.parent !== undefined && isAppSide(object.parent))

/** Seed: ids were taken while everything was still a bare QObject; actions and models hung below a named parent. */
const frozenPath = (object: QObject): string =>
  object instanceof Widget || object.parent === undefined ? "QObject" : `${segment(object.parent)}/QObject`

const walk = (object: QObject, segments: ReadonlyArray<string>): QObject | undefined => {
  if (segments[0] !== segment(object)) return undefined
  if (segments.length === 1) return object
  for (const child of object.children) {
    const found = walk(child, segments.slice(1))
    if (found !== undefined) return found
  }
  return undefined
}
