import type { Application } from "./Application.ts"
import type { Rect } from "./Geometry.ts"
import { ItemEditor } from "./ItemEditor.ts"
import { cellAt, jump, layCell, layLines, type Line } from "./ItemLayout.ts"
import { type Cell, type Item, type ItemModel, locate } from "./ItemModel.ts"
import { type Json, toInt } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import type { QObject } from "./QObject.ts"
import { addScrollBars, type ScrollBars } from "./ScrollArea.ts"
import { type MouseInput, Widget } from "./Widget.ts"

export interface Index {
  readonly path: ReadonlyArray<number>
  readonly column: number
}

const checkWidth = 20

/** QListWidget, QTableWidget and QTreeView: rows by line, scrolled by line. */
export class ItemView extends Widget {
  override acceptsFocus = true
  readonly bars: ScrollBars
  readonly headerHeight: number
  readonly rowHeaderWidth: number
  readonly rowHeight: number
  readonly expanded = new Set<Item>()
  model: ItemModel | undefined
  widths: ReadonlyArray<number> = []
  current: Index | undefined
  editor: ItemEditor | undefined

  constructor(app: Application, className: string, parent: QObject, objectName: string) {
    super(app, className, parent, objectName)
    this.headerHeight = className === "QListWidget" ? 0 : 24
    this.rowHeaderWidth = className === "QTableWidget" ? 30 : 0
    this.rowHeight = className === "QTableWidget" ? 30 : 22
    this.bars = addScrollBars(this)
  }

  get isTree(): boolean {
    return this.className === "QTreeView"
  }

  override place(x: number, y: number, width: number, height: number): this {
    super.place(x, y, width, height)
    this.bars.layout(this.headerHeight, this.rowHeaderWidth)
    return this
  }

  lines(): Array<Line> {
    return layLines(this.model?.rows ?? [], this.expanded)
  }

  get pageLines(): number {
    return Math.max(1, Math.floor(this.bars.viewport.area.height / this.rowHeight))
  }

  /** Recomputes the scroll bar after rows or the size changed. */
  relayout(): void {
    this.bars.vertical.with({ pageStep: this.pageLines })
    this.bars.vertical.set("maximum", Math.max(0, this.lines().length - this.pageLines))
    this.bars.layout(this.headerHeight, this.rowHeaderWidth)
  }

  /** A cell's rectangle in view coordinates (may lie outside the viewport). */
  cellRect(line: Line, column: number): Rect {
    return layCell(this, line, column)
  }

  /** Lines inside the viewport now. */
  visibleLines(): Array<Line> {
    const top = this.bars.vertical.int("value")
    return this.lines().slice(top, top + this.pageLines)
  }

  select(index: Index | undefined): void {
    const before = this.current
    this.current = index
    this.editor?.finish(true)
    const same = before?.path.join() === index?.path.join() && before?.column === index?.column
    if (same) return
    for (const signal of this.#selectionSignals()) this.emit(signal)
  }

  #selectionSignals(): Array<string> {
    if (this.className === "QListWidget") return ["currentRowChanged", "currentTextChanged", "itemSelectionChanged"]
    return this.className === "QTableWidget" ? ["currentCellChanged", "itemSelectionChanged"] : []
  }

  setExpanded(row: Item, expanded: boolean): void {
    if (expanded === this.expanded.has(row) || this.model?.hasChildren(row) !== true) return
    if (expanded) {
      this.model.childrenOf(row)
      this.expanded.add(row)
    } else this.expanded.delete(row)
    this.relayout()
    this.emit(expanded ? "expanded" : "collapsed")
  }

  /** Expands every ancestor of a path. */
  reveal(path: ReadonlyArray<number>): void {
    if (this.model === undefined) return
    for (let depth = 1; depth < path.length; depth++) {
      const ancestor = locate(this.model, path.slice(0, depth)).item
      if (ancestor !== undefined) this.setExpanded(ancestor, true)
    }
  }

  lineOf(path: ReadonlyArray<number>): Line | undefined {
    const key = path.join()
    return this.lines().find((line) => line.path.join() === key)
  }

  scrollTo(path: ReadonlyArray<number>): void {
    const line = this.lineOf(path)?.line
    if (line === undefined) return
    const top = this.bars.vertical.int("value")
    if (line < top) this.bars.vertical.set("value", line)
    else if (line >= top + this.pageLines) this.bars.vertical.set("value", line - this.pageLines + 1)
  }

  override mousePress(at: MouseInput): void {
    const hit = cellAt(this, at.x, at.y)
    if (hit === undefined || at.button !== "left") return
    const { column, line } = hit
    const cell = line.item.cells[column]
    const area = this.cellRect(line, column)
    if (this.isTree && column === 0 && at.x < area.x) {
      this.setExpanded(line.item, !this.expanded.has(line.item))
      return
    }
    this.emit("pressed")
    this.select({ path: line.path, column })
    if (cell?.checked !== undefined && at.x < area.x + checkWidth) this.toggleCheck(line, column)
    if (cell?.otherIcon !== undefined) this.#swapIcon(cell)
    this.#announce(at.double)
    if (at.double && this.isTree) this.setExpanded(line.item, !this.expanded.has(line.item))
    if (at.double && cell?.editable === true) this.edit({ path: line.path, column })
  }

  #swapIcon(cell: Cell): void {
    const { icon, otherIcon } = cell
    if (icon === undefined || otherIcon === undefined) return
    cell.icon = otherIcon
    cell.otherIcon = icon
    this.cellEdited()
  }

  #announce(double: boolean): void {
    this.emit("clicked")
    if (double) this.emit("doubleClicked")
    if (this.className === "QListWidget") this.emit(double ? "itemDoubleClicked" : "itemClicked")
    if (this.className === "QTableWidget") this.emit(double ? "cellDoubleClicked" : "cellClicked")
    if (double) this.emit("activated")
  }

  toggleCheck(line: Line, column: number): void {
    const cell = line.item.cells[column]
    if (cell?.checked === undefined) return
    cell.checked = !cell.checked
    this.cellEdited()
  }

  cellEdited(): void {
    this.model?.emit("dataChanged")
    if (this.className === "QTableWidget") this.emit("cellChanged")
    if (!this.isTree) this.emit("itemChanged")
  }

  edit(index: Index): void {
    this.select(index)
    this.scrollTo(index.path)
    const line = this.lineOf(index.path)
    if (line !== undefined) this.editor = new ItemEditor(this, line, index.column)
  }

  override wheel(_dx: number, dy: number): boolean {
    return this.bars.vertical.step(-3 * dy)
  }

  override keyPress(key: KeyStroke): boolean {
    if (key.name === "Escape" && this.editor !== undefined) {
      this.editor.finish(false)
      return true
    }
    const lines = this.lines()
    const at = this.current === undefined ? -1 : this.lineOf(this.current.path)?.line ?? -1
    const line = lines[at]
    const target = lines[jump(key.name, at, lines.length, this.pageLines) ?? -1]
    if (target !== undefined) {
      this.select({ path: target.path, column: this.current?.column ?? 0 })
      this.scrollTo(target.path)
    } else if (this.isTree && line !== undefined && (key.name === "Right" || key.name === "Left")) {
      this.setExpanded(line.item, key.name === "Right")
    } else if (key.name === "Space" && line !== undefined) {
      this.toggleCheck(line, line.item.cells.findIndex((cell) => cell.checked !== undefined))
    } else return false
    return true
  }

  override get(name: string): Json {
    if (name === "currentRow") return this.current?.path[0] ?? -1
    if (name === "rowCount") return this.model?.rows.length ?? 0
    return name === "columnCount" ? this.model?.columns ?? 0 : super.get(name)
  }

  override set(name: string, value: Json): void {
    if (name !== "currentRow") super.set(name, value)
    else this.select(toInt(value, -1) < 0 ? undefined : { path: [toInt(value)], column: 0 })
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    switch (method) {
      case "clear":
      case "clearContents":
        this.model?.clear()
        this.select(undefined)
        this.relayout()
        return null
      case "clearSelection":
        this.select(undefined)
        return null
      case "scrollToTop":
        this.bars.vertical.set("value", 0)
        return null
      case "scrollToBottom":
        this.bars.vertical.set("value", this.bars.vertical.int("maximum"))
        return null
      case "selectRow":
        this.select({ path: [toInt(args[0])], column: 0 })
        return null
      case "expandAll":
      case "collapseAll":
        for (const line of this.lines()) this.setExpanded(line.item, method === "expandAll")
        return null
      default:
        return super.call(method, args)
    }
  }
}
