import type { Action } from "./Action.ts"
import { contains, type Rect, rect } from "./Geometry.ts"
import type { Menu } from "./Menu.ts"
import { type MouseInput, Widget } from "./Widget.ts"

export interface MenuBarItem {
  readonly action: Action
  readonly menu: Menu
}

/** The bar of a main window: one action with a menu per entry. */
export class MenuBar extends Widget {
  readonly items: Array<MenuBarItem> = []

  /** An entry's rectangle in bar coordinates. */
  itemRect(item: MenuBarItem): Rect {
    let x = 6
    for (const each of this.items) {
      const width = each.action.text("text").length * 7 + 16
      if (each === item) return rect(x, 0, width, this.area.height)
      x += width
    }
    return rect(0, 0, 0, 0)
  }

  override mousePress(at: MouseInput): void {
    const item = this.items.find((each) => contains(this.itemRect(each), at.x, at.y))
    if (item === undefined || at.button !== "left") return
    const wasOpen = item.menu.visible
    this.app.closePopups()
    const origin = this.origin()
    if (!wasOpen) item.menu.popup(origin.x + this.itemRect(item).x, origin.y + this.area.height)
  }
}
