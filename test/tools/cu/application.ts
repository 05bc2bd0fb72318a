import type { Script } from "../../harness/fakeProbe.ts"

export const window = {
  windowTitle: "Form",
  className: "MainWindow",
  isActive: true,
  geometry: { x: 100, y: 50, width: 800, height: 600 }
}
export const menu = {
  windowTitle: "",
  className: "QMenu",
  isActive: false,
  geometry: { x: 110, y: 70, width: 150, height: 90 }
}

/** An application whose every point is this widget. */
export const application = (className: string, superClasses: ReadonlyArray<string>, more: Script = {}): Script => ({
  "chr.tabsContext": { windows: [window] },
  "chr.getPageText": { text: "" },
  "qt.ui.hitTest": { objectId: "MainWindow/it", className },
  "qt.objects.inspect": { info: { className, superClasses }, properties: [] },
  "qt.objects.search": { objects: [], count: 0, truncated: false },
  "qt.methods.invoke": { result: null },
  "cu.screenshot": { image: "" },
  "cu.click": { success: true },
  "cu.doubleClick": { success: true },
  "cu.mouseMove": { success: true },
  "cu.key": { success: true },
  "cu.type": { success: true },
  ...more
})

const field = { objectId: "MainWindow/it", className: "QLineEdit", numericId: 7 }
export const focused = { objects: [field], count: 1, truncated: false }
export const button = application("QPushButton", ["QPushButton", "QAbstractButton", "QWidget"])
export const edit = application("QLineEdit", ["QLineEdit", "QWidget"])
