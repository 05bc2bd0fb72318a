import type { Application } from "./Application.ts"
import { MetaFailure } from "./Failures.ts"
import { signalsOf } from "./MetaObject.ts"
import type { QObject } from "./QObject.ts"

interface Subscription {
  readonly id: string
  readonly object: QObject
  readonly objectId: string
  readonly signal: string
}

/** Signal subscriptions. They outlive a connection (probe protocol notes §1). */
export class Subscriptions {
  readonly #app: Application
  #all: Array<Subscription> = []
  #last = 0

  constructor(app: Application) {
    this.#app = app
  }

  /** Path ids only: numeric and symbolic ones are unknown here. */
  subscribe(objectId: string, signal: string): string {
    const object = this.#app.registry.find(objectId)
    if (object === undefined) throw new MetaFailure("signal", `Object not found: ${objectId}`)
    if (!signalsOf(object.className).some((meta) => meta.name === signal)) {
      throw new MetaFailure("signal", `Signal not found: ${signal}`)
    }
    const id = `sub_${++this.#last}`
    this.#all.push({ id, object, objectId, signal })
    return id
  }

  unsubscribe(id: string): void {
    this.#all = this.#all.filter((each) => each.id !== id)
  }

  emitted(object: QObject, signal: string): void {
    for (const each of this.#all) {
      if (each.object !== object || each.signal !== signal) continue
      this.#app.host.notify("signalEmitted", {
        subscriptionId: each.id,
        objectId: each.objectId,
        signal,
        arguments: []
      })
    }
  }

  /** The id a destroyed notification carries: empty unless somebody subscribed to the object. */
  idOf(object: QObject): string {
    return this.#all.find((each) => each.object === object)?.objectId ?? ""
  }

  forget(object: QObject): void {
    this.#all = this.#all.filter((each) => each.object !== object)
  }
}
