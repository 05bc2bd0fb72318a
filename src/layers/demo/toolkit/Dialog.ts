import type { Application } from "./Application.ts"
import { Button } from "./Button.ts"
import type { Json } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import type { QObject } from "./QObject.ts"
import { Widget } from "./Widget.ts"

/** QDialog and its descendants: modal when executed, gone when finished. */
export class Dialog extends Widget {
  override isWindow = true
  override shown = false

  constructor(app: Application, className: string, parent: QObject, title: string, objectName?: string) {
    super(app, className, parent, objectName)
    this.with({ windowTitle: title, modal: true })
  }

  override get(name: string): Json {
    return name === "modal" ? this.app.modals.includes(this) : super.get(name)
  }

  finish(accepted: boolean): void {
    if (!this.shown) return
    this.setShown(false)
    this.emit(accepted ? "accepted" : "rejected")
    this.emit("finished")
    this.app.host.later(0, () => this.destroy())
  }

  override close(): void {
    this.app.captured(this, "Close", {})
    this.finish(false)
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    if (method === "accept") this.finish(true)
    else if (method === "reject") this.finish(false)
    else if (method === "done") this.finish(args[0] === 1)
    else return super.call(method, args)
    return null
  }

  override keyPress(key: KeyStroke): boolean {
    if (key.name === "Escape") this.finish(false)
    else if (key.name === "Return") this.#default()?.click()
    else return false
    return true
  }

  #default(): Button | undefined {
    for (const each of this.descend()) if (each instanceof Button && each.flag("default")) return each
    return undefined
  }
}
