import type { Action } from "./Action.ts"
import { contains, type Rect, rect } from "./Geometry.ts"
import type { KeyStroke } from "./Keys.ts"
import { type MouseInput, Widget } from "./Widget.ts"

const rowHeight = 24
const separatorHeight = 7

/** A popup menu. Its actions belong to the window, not to the menu (probe protocol notes §18). */
export class Menu extends Widget {
  readonly actions: Array<Action> = []
  override shown = false
  override isWindow = true
  highlighted: Action | undefined

  add(...actions: ReadonlyArray<Action>): this {
    this.actions.push(...actions)
    const height = this.actions.reduce((sum, action) => sum + (action.separator ? separatorHeight : rowHeight), 4)
    this.area = rect(0, 0, 190, height)
    return this
  }

  /** The action's rectangle in menu coordinates. */
  rowOf(action: Action): Rect {
    let y = 2
    for (const each of this.actions) {
      const height = each.separator ? separatorHeight : rowHeight
      if (each === action) return rect(2, y, this.area.width - 4, height)
      y += height
    }
    return rect(0, 0, 0, 0)
  }

  actionAt(x: number, y: number): Action | undefined {
    return this.actions.find((action) => contains(this.rowOf(action), x, y))
  }

  popup(x: number, y: number): void {
    this.area = rect(x, y, this.area.width, this.area.height)
    this.highlighted = undefined
    this.emit("aboutToShow")
    this.setShown(true)
  }

  override close(): void {
    if (this.shown) this.emit("aboutToHide")
    super.close()
  }

  choose(action: Action): void {
    this.app.closePopups()
    this.emit("triggered")
    action.trigger()
  }

  override mouseRelease(at: MouseInput): void {
    const action = this.actionAt(at.x, at.y)
    if (action !== undefined && action.flag("enabled") && !action.separator) this.choose(action)
  }

  override keyPress(key: KeyStroke): boolean {
    const open = this.actions.filter((action) => action.flag("enabled") && !action.separator)
    const at = this.highlighted === undefined ? -1 : open.indexOf(this.highlighted)
    if (key.name === "Escape") this.close()
    else if (key.name === "Down") this.highlighted = open[(at + 1) % open.length]
    else if (key.name === "Up") this.highlighted = open[(at + open.length - 1) % open.length]
    else if (key.name === "Return" && this.highlighted !== undefined) this.choose(this.highlighted)
    else return false
    return true
  }
}
