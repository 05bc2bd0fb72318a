import { Action } from "../toolkit/Action.ts"
import type { Application } from "../toolkit/Application.ts"
import type { Button } from "../toolkit/Button.ts"
import { rect } from "../toolkit/Geometry.ts"
import type { Json } from "../toolkit/Json.ts"
import { Menu } from "../toolkit/Menu.ts"
import { MenuBar } from "../toolkit/MenuBar.ts"
import { QObject } from "../toolkit/QObject.ts"
import { StatusBar } from "../toolkit/StatusBar.ts"
import { TabWidget } from "../toolkit/TabWidget.ts"
import { ToolBar } from "../toolkit/ToolBar.ts"
import { Widget } from "../toolkit/Widget.ts"

/** The frame of the main window: bars, central widget, tab widget. */
export class MainWindow extends Widget {
  override isWindow = true
  override area = rect(40, 30, 800, 600)
  readonly menuBar: MenuBar
  readonly toolBar: ToolBar
  readonly statusBar: StatusBar
  readonly tabs: TabWidget
  /** A nameless menu, as real context menus are. */
  readonly contextMenu: Menu

  constructor(app: Application) {
    super(app, "MainWindow", undefined, "MainWindow")
    app.windows.push(this)
    this.with({ windowTitle: "Demo Application" })
    const layout = new QObject(app, "QMainWindowLayout", this, "_layout")
    layout.set("spacing", 0)
    this.toolBar = new ToolBar(app, "QToolBar", this, "toolBar").place(0, 22, 800, 32)
    this.statusBar = new StatusBar(app, "QStatusBar", this, "statusBar").place(0, 578, 800, 22)
    new Widget(app, "QSizeGrip", this.statusBar).place(783, 5, 17, 17)
    this.menuBar = new MenuBar(app, "QMenuBar", this, "menuBar").place(0, 0, 800, 22)
    const central = new Widget(app, "QWidget", this, "centralWidget").place(0, 54, 800, 524)
    this.tabs = new TabWidget(app, central, "tabWidget").place(9, 9, 782, 506)
    this.contextMenu = new Menu(app, "QMenu", this)
    app.windows.push(this.contextMenu)
  }

  action(objectName: string, text: string, shortcut: string, run: () => void): Action {
    const action = new Action(this.app, "QAction", this, objectName)
    action.set("text", text)
    action.set("toolTip", text.replace("…", ""))
    action.shortcut = shortcut
    this.app.connect(action, "triggered", run)
    return action
  }

  separator(): Action {
    const action = new Action(this.app, "QAction", this)
    action.separator = true
    return action
  }

  addMenu(objectName: string, title: string, actions: ReadonlyArray<Action>): Menu {
    const menu = new Menu(this.app, "QMenu", this.menuBar, objectName).with({ title }).add(...actions)
    const action = new Action(this.app, "QAction", menu)
    action.set("text", title)
    this.menuBar.items.push({ action, menu })
    this.app.windows.push(menu)
    return menu
  }

  addTool(action: Action, text: string, toolTip: string): Button {
    return this.toolBar.addAction(action, text, toolTip)
  }

  openContextMenu(): void {
    this.contextMenu.popup(this.area.x + 300, this.area.y + 220)
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    if (method === "onSubmit" || method === "onClear" || method === "openContextMenu") {
      if (method === "openContextMenu") this.openContextMenu()
      else this.emit(method)
      return null
    }
    return super.call(method, args)
  }

  override close(): void {
    super.close()
    this.app.host.quit()
  }
}
