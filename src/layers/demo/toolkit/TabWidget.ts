import type { Application } from "./Application.ts"
import { contains, type Rect, rect } from "./Geometry.ts"
import { type Json, toInt } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import type { QObject } from "./QObject.ts"
import { type MouseInput, Widget } from "./Widget.ts"

const barHeight = 28

export class TabBar extends Widget {
  override acceptsFocus = true
  readonly labels: Array<string> = []

  get tabs(): TabWidget | undefined {
    return this.parent instanceof TabWidget ? this.parent : undefined
  }

  override get(name: string): Json {
    if (name === "currentIndex") return this.tabs?.int("currentIndex") ?? 0
    return name === "count" ? this.labels.length : super.get(name)
  }

  override set(name: string, value: Json): void {
    if (name === "currentIndex") this.tabs?.select(toInt(value))
    else super.set(name, value)
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    if (method !== "setCurrentIndex") return super.call(method, args)
    this.tabs?.select(toInt(args[0]))
    return null
  }

  tabRect(index: number): Rect {
    const widths = this.labels.map((label) => label.length * 7 + 28)
    return rect(widths.slice(0, index).reduce((a, b) => a + b, 0), 0, widths[index] ?? 0, barHeight)
  }

  override mousePress(at: MouseInput): void {
    const index = this.labels.findIndex((_, each) => contains(this.tabRect(each), at.x, at.y))
    if (index < 0 || at.button !== "left") return
    this.emit("tabBarClicked")
    this.tabs?.select(index)
  }

  override keyPress(key: KeyStroke): boolean {
    if (key.name !== "Left" && key.name !== "Right") return false
    this.tabs?.select(this.int("currentIndex") + (key.name === "Right" ? 1 : -1))
    return true
  }
}

/** QTabWidget: a bar and a stack of pages. */
export class TabWidget extends Widget {
  readonly pages: Array<Widget> = []
  readonly stack: Widget
  readonly bar: TabBar

  constructor(app: Application, parent: QObject, objectName: string) {
    super(app, "QTabWidget", parent, objectName)
    this.stack = new Widget(app, "QStackedWidget", this, "qt_tabwidget_stackedwidget")
    this.bar = new TabBar(app, "QTabBar", this, "qt_tabwidget_tabbar")
  }

  override place(x: number, y: number, width: number, height: number): this {
    super.place(x, y, width, height)
    this.stack.place(2, barHeight, width - 4, height - barHeight - 2)
    return this
  }

  addTab(label: string, objectName: string): Widget {
    const page = new Widget(this.app, "QWidget", this.stack, objectName)
    page.place(0, 0, this.stack.area.width, this.stack.area.height)
    page.shown = this.pages.length === 0
    this.pages.push(page)
    this.bar.labels.push(label)
    this.bar.place(0, 0, this.bar.tabRect(this.pages.length).x, barHeight)
    return page
  }

  select(index: number): void {
    const page = this.pages[index]
    if (page === undefined || index === this.int("currentIndex")) return
    for (const other of this.pages) if (other !== page) other.setShown(false)
    this.values.set("currentIndex", index)
    page.setShown(true)
    this.stack.with({ currentIndex: index })
    this.stack.emit("currentChanged")
    this.bar.emit("currentChanged")
    this.emit("currentChanged")
  }

  override get(name: string): Json {
    return name === "count" ? this.pages.length : super.get(name)
  }

  override set(name: string, value: Json): void {
    if (name === "currentIndex") this.select(toInt(value))
    else super.set(name, value)
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    if (method !== "setCurrentIndex") return super.call(method, args)
    this.select(toInt(args[0]))
    return null
  }
}
