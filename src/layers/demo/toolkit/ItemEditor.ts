import type { Line } from "./ItemLayout.ts"
import type { ItemView } from "./ItemView.ts"
import { LineEdit } from "./LineEdit.ts"

/** The line edit a view opens over a cell: Enter or another selection commits, Escape does not. */
export class ItemEditor extends LineEdit {
  readonly view: ItemView
  readonly line: Line
  readonly column: number

  constructor(view: ItemView, line: Line, column: number) {
    super(view.app, "QExpandingLineEdit", view.bars.viewport)
    this.view = view
    this.line = line
    this.column = column
    const at = view.cellRect(line, column)
    const { area } = view.bars.viewport
    this.place(at.x - area.x, at.y - area.y, at.width, at.height)
    this.with({ text: line.item.cells[column]?.display ?? "" })
    this.app.created(this)
    this.app.connect(this, "returnPressed", () => this.finish(true))
    this.app.setFocus(this, "other")
    this.selectAll()
  }

  finish(commit: boolean): void {
    if (this.destroyed || this.view.editor !== this) return
    this.view.editor = undefined
    const cell = this.line.item.cells[this.column]
    if (commit && cell !== undefined && cell.display !== this.content) {
      cell.display = this.content
      this.view.cellEdited()
    }
    this.app.setFocus(this.view, "other")
    this.app.host.later(0, () => this.destroy())
    this.shown = false
  }
}
