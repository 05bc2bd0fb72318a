import type { Application } from "./Application.ts"
import { MetaFailure } from "./Failures.ts"
import type { Json } from "./Json.ts"
import { propertyOf } from "./MetaObject.ts"

/** A node of the object tree. Subclasses give the Qt class its behaviour; `className` is what reflection says. */
export class QObject {
  readonly app: Application
  readonly className: string
  readonly children: Array<QObject> = []
  readonly serial: number
  parent: QObject | undefined
  destroyed = false
  protected readonly values = new Map<string, Json>()
  readonly #dynamic = new Map<string, Json>()

  constructor(app: Application, className: string, parent?: QObject, objectName?: string) {
    this.app = app
    this.className = className
    this.parent = parent
    this.serial = app.nextSerial()
    parent?.children.push(this)
    if (objectName !== undefined) this.values.set("objectName", objectName)
  }

  get objectName(): string {
    return this.text("objectName")
  }

  /** The value of a property as JSON; a dynamic one when the class has none of that name. */
  get(name: string): Json {
    const meta = propertyOf(this.className, name)
    if (meta === undefined) {
      const dynamic = this.#dynamic.get(name)
      if (dynamic === undefined) throw new MetaFailure("property", `Property not found: ${name}`)
      return dynamic
    }
    return this.values.get(name) ?? meta.initial
  }

  /** Stores an already converted value. Subclasses react by overriding. */
  set(name: string, value: Json): void {
    const before = this.values.get(name)
    this.values.set(name, value)
    if (name === "objectName" && before !== value) {
      this.app.registry.renamed(this)
      this.emit("objectNameChanged")
    }
  }

  setDynamic(name: string, value: Json): void {
    this.#dynamic.set(name, value)
  }

  text(name: string): string {
    const value = this.get(name)
    return typeof value === "string" ? value : ""
  }

  int(name: string): number {
    const value = this.get(name)
    return typeof value === "number" ? value : 0
  }

  flag(name: string): boolean {
    return this.get(name) === true
  }

  has(name: string): boolean {
    return propertyOf(this.className, name) !== undefined
  }

  emit(signal: string): void {
    this.app.emitted(this, signal)
  }

  /** Runs a slot whose arguments are already converted; void slots answer null. */
  call(method: string, _args: ReadonlyArray<Json>): Json {
    if (method === "deleteLater") this.destroy()
    return null
  }

  destroy(): void {
    if (this.destroyed) return
    for (const child of this.children.toReversed()) child.destroy()
    this.destroyed = true
    const siblings = this.parent?.children
    siblings?.splice(siblings.indexOf(this), 1)
    this.app.forget(this)
  }

  /** This object and everything below it, parents first. */
  *descend(): Generator<QObject> {
    yield this
    for (const child of this.children) yield* child.descend()
  }

  isInside(root: QObject): boolean {
    return this === root || (this.parent?.isInside(root) ?? false)
  }
}
