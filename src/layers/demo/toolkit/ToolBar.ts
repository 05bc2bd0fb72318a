import type { Action } from "./Action.ts"
import { Button } from "./Button.ts"
import { Widget } from "./Widget.ts"

/** QToolBar with one nameless QToolButton per action. */
export class ToolBar extends Widget {
  addAction(action: Action, text: string, toolTip: string): Button {
    const button = new Button(this.app, "QToolButton", this)
    const right = this.childWidgets().reduce(
      (edge, each) => Math.max(edge, each === button ? 12 : each.area.x + each.area.width + 4),
      12
    )
    button.place(right, 4, text === "" ? 26 : text.length * 7 + 16, 24)
    // The button shows the tool tip of its action, so they are the same.
    action.set("toolTip", toolTip)
    button.with({ text, toolTip })
    button.acceptsFocus = false
    this.app.connect(button, "clicked", () => action.trigger())
    return button
  }
}
