import type { Json } from "./Json.ts"
import { QObject } from "./QObject.ts"

/** QAction. The shortcut is portable text; reflection shows it as QKeySequence, without a value where there is none. */
export class Action extends QObject {
  shortcut = ""
  separator = false

  override call(method: string, args: ReadonlyArray<Json>): Json {
    switch (method) {
      case "trigger":
        this.trigger()
        return null
      case "toggle":
        this.set("checked", !this.flag("checked"))
        return null
      case "setChecked":
      case "setEnabled":
      case "setVisible":
        this.set(method.slice(3, 4).toLowerCase() + method.slice(4), args[0] === true)
        return null
      case "setDisabled":
        this.set("enabled", args[0] !== true)
        return null
      default:
        return super.call(method, args)
    }
  }

  override get(name: string): Json {
    return name === "shortcut" && this.shortcut !== ""
      ? { _type: "QKeySequence", value: this.shortcut }
      : super.get(name)
  }

  override set(name: string, value: Json): void {
    const before = this.get(name)
    super.set(name, value)
    if (before === value) return
    this.emit("changed")
    if (name === "checked") this.emit("toggled")
    if (name === "enabled") this.emit("enabledChanged")
  }

  trigger(): void {
    if (!this.flag("enabled") || this.separator) return
    if (this.flag("checkable")) this.set("checked", !this.flag("checked"))
    this.emit("triggered")
  }
}
