import { ConsoleLog } from "./ConsoleLog.ts"
import { AppCrash } from "./Failures.ts"
import { contains, type Point, type Rect, rect } from "./Geometry.ts"
import type { Json, JsonObject } from "./Json.ts"
import { Menu } from "./Menu.ts"
import { QObject } from "./QObject.ts"
import { type Generation, Registry } from "./Registry.ts"
import { Subscriptions } from "./Subscriptions.ts"
import type { Widget } from "./Widget.ts"

/** What the simulated process needs from outside. */
export interface Host {
  readonly qt: 5 | 6
  /** Pushes `<prefix>.<event>` to the attached client. */
  readonly notify: (event: string, params: JsonObject) => void
  /** Runs an action on the GUI thread after some milliseconds. */
  readonly later: (ms: number, action: () => void) => void
  readonly now: () => number
  /** Called when a modal dialog has closed. */
  readonly dialogClosed: (dialog: Widget) => void
  /** The application quits normally. */
  readonly quit: () => void
}

export const screen: Rect = rect(0, 0, 1024, 768)

/** The simulated Qt application: one object tree, one focus, one stack of windows. */
export class Application {
  readonly host: Host
  readonly registry: Registry
  readonly generation: Generation
  readonly console: ConsoleLog
  readonly subscriptions: Subscriptions
  readonly names = new Map<string, string>()
  readonly root: QObject
  /** Top-level widgets, the front one last. */
  readonly windows: Array<Widget> = []
  readonly modals: Array<Widget> = []
  focus: Widget | undefined
  activeWindow: Widget | undefined
  grabber: Widget | undefined
  cursor: Point | undefined
  lifecycle = false
  capturing = false
  clipboard = ""
  /** True while a request's handler runs: a dialog executed then blocks that request. */
  handling = false
  blocker: Widget | undefined
  #serial = 0
  #ready = false
  readonly #connections = new Map<QObject, Map<string, Array<() => void>>>()
  readonly #lastFocus = new Map<Widget, Widget>()

  constructor(host: Host, generation: Generation) {
    this.host = host
    this.generation = generation
    this.registry = new Registry(generation)
    this.console = new ConsoleLog(host.now)
    this.subscriptions = new Subscriptions(this)
    this.root = new QApplicationObject(this, "QApplication")
  }

  nextSerial(): number {
    return this.#serial++
  }

  crash(reason: string): never {
    throw new AppCrash(reason)
  }

  /** Ends construction: ids are given, the main window becomes active. */
  ready(main: Widget): void {
    this.registry.register(this.root)
    for (const window of this.windows) this.registry.register(window)
    this.#ready = true
    this.activeWindow = main
  }

  /** Registers objects made after start-up and tells a lifecycle listener. */
  created(object: QObject): void {
    this.registry.register(object)
    if (!this.#ready || !this.lifecycle) return
    for (const each of object.descend()) {
      const objectId = this.registry.id(each)
      this.host.notify("objectCreated", { event: "created", objectId, className: each.className })
    }
  }

  forget(object: QObject): void {
    const objectId = this.subscriptions.idOf(object)
    this.registry.forget(object)
    this.subscriptions.forget(object)
    this.#connections.delete(object)
    const at = this.windows.findIndex((window) => window === object)
    if (at >= 0) this.windows.splice(at, 1)
    if (this.focus === object) this.focus = undefined
    if (this.lifecycle) this.host.notify("objectDestroyed", { event: "destroyed", objectId })
  }

  connect(object: QObject, signal: string, action: () => void): void {
    const signals = this.#connections.get(object) ?? new Map<string, Array<() => void>>()
    signals.set(signal, [...signals.get(signal) ?? [], action])
    this.#connections.set(object, signals)
  }

  emitted(object: QObject, signal: string): void {
    this.subscriptions.emitted(object, signal)
    for (const action of this.#connections.get(object)?.get(signal) ?? []) action()
  }

  captured(widget: Widget, type: string, extra: JsonObject): void {
    if (!this.capturing || this.generation === "seed") return
    const { className, objectName } = widget
    this.host.notify("eventCaptured", { type, objectId: this.registry.id(widget), objectName, className, ...extra })
  }

  setFocus(widget: Widget | undefined, reason: string): void {
    if (widget === this.focus || (widget !== undefined && !(widget.visible && widget.enabled))) return
    if (this.focus !== undefined) this.captured(this.focus, "FocusOut", { reason })
    this.focus = widget
    if (widget === undefined) return
    this.#lastFocus.set(widget.window, widget)
    this.captured(widget, "FocusIn", { reason })
  }

  /** Whether input to a window is refused because a modal dialog lies above it. */
  blocked(window: Widget): boolean {
    const top = this.modals.at(-1)
    return top !== undefined && window !== top && !(window instanceof Menu) && !window.isInside(top)
  }

  windowShown(window: Widget, shown: boolean): void {
    if (shown) {
      if (!this.windows.includes(window)) this.windows.push(window)
      this.raise(window)
      return
    }
    const at = this.modals.indexOf(window)
    if (at >= 0) this.modals.splice(at, 1)
    if (this.activeWindow === window) {
      this.activeWindow = this.windows.findLast((other) => other.visible && !(other instanceof Menu))
      this.focus = this.activeWindow === undefined ? undefined : this.#lastFocus.get(this.activeWindow)
    }
    if (at >= 0) this.host.dialogClosed(window)
  }

  raise(window: Widget): void {
    if (this.blocked(window)) return
    this.windows.splice(this.windows.indexOf(window), 1)
    this.windows.push(window)
    if (window instanceof Menu || this.activeWindow === window || !window.visible) return
    this.activeWindow = window
    this.focus = this.#lastFocus.get(window)
  }

  /** QDialog::exec: modal, and the running request waits for it. */
  exec(dialog: Widget): void {
    this.closePopups()
    this.modals.push(dialog)
    dialog.setShown(true)
    if (this.handling) this.blocker = dialog
  }

  popups(): Array<Menu> {
    return this.windows.filter((window) => window instanceof Menu).filter((menu) => menu.visible)
  }

  closePopups(): void {
    for (const menu of this.popups()) menu.close()
  }

  /** The window input goes to when none is named: active, else first visible. */
  front(): Widget | undefined {
    const active = this.activeWindow
    return active?.visible === true ? active : this.windows.find((window) => window.visible)
  }

  /** QApplication::widgetAt: the deepest widget at a screen point. */
  widgetAt(x: number, y: number): Widget | undefined {
    const window = this.windows.findLast((each) => each.visible && contains(each.area, x, y))
    return window?.childAt(x - window.area.x, y - window.area.y) ?? window
  }
}

class QApplicationObject extends QObject {
  override call(method: string, args: ReadonlyArray<Json>): Json {
    if (method === "quit" || method === "exit" || method === "closeAllWindows") {
      this.app.host.quit()
      return null
    }
    return super.call(method, args)
  }
}
