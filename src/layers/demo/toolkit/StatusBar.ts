import type { Json } from "./Json.ts"
import { Widget } from "./Widget.ts"

/** QStatusBar: one line of message. */
export class StatusBar extends Widget {
  message = ""

  show(message: string): void {
    if (message === this.message) return
    this.message = message
    this.emit("messageChanged")
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    if (method === "showMessage") this.show(typeof args[0] === "string" ? args[0] : "")
    else if (method === "clearMessage") this.show("")
    else return super.call(method, args)
    return null
  }
}
