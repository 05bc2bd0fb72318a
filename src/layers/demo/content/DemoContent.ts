import type { Application } from "../toolkit/Application.ts"
import { QObject } from "../toolkit/QObject.ts"
import { openAbout, openFile, openSettings } from "./Dialogs.ts"
import { buildForm, type Form } from "./FormTab.ts"
import { buildList, buildTable, buildTree } from "./ItemTabs.ts"
import { MainWindow } from "./MainWindow.ts"

const submit = (app: Application, window: MainWindow, form: Form): void => {
  const name = form.name.content === "" ? "(no name)" : form.name.content
  const choices = `${form.country.currentText}, ${form.age.int("value")}, ${
    form.subscribe.flag("checked") ? "subscribed" : "not subscribed"
  }`
  form.result.set("text", `Submitted: ${name} <${form.email.content}>, ${choices}`)
  window.statusBar.show(`Submitted ${name}`)
  app.console.add("debug", `Submitted: "${name}"`)
  if (form.email.content !== "" && !form.email.content.includes("@")) {
    app.console.add("warning", `Suspicious email address: "${form.email.content}"`)
  }
}

const clear = (window: MainWindow, form: Form): void => {
  form.name.replaceAll("")
  form.email.replaceAll("")
  form.notes.replaceAll("")
  form.subscribe.set("checked", false)
  form.result.set("text", "")
  window.statusBar.show("Cleared")
}

const wireForm = (app: Application, window: MainWindow, form: Form): void => {
  app.connect(form.submit, "clicked", () => submit(app, window, form))
  app.connect(form.clear, "clicked", () => clear(window, form))
  app.connect(window, "onSubmit", () => submit(app, window, form))
  app.connect(window, "onClear", () => clear(window, form))
  app.connect(form.openDialog, "clicked", () => void openSettings(app, window))
  app.connect(form.volume, "valueChanged", () => form.volumeLabel.set("text", `${form.volume.int("value")}`))
}

const buildMenus = (app: Application, window: MainWindow, form: Form): void => {
  const opened = (file: string): void => window.statusBar.show(file === "" ? "Nothing opened" : `Opened ${file}`)
  const open = window.action("actionOpen", "Open…", "Ctrl+O", () => void openFile(app, window, opened))
  const save = window.action("actionSave", "Save", "Ctrl+S", () => window.statusBar.show("Saved"))
  save.set("enabled", false)
  const quit = window.action("actionQuit", "Quit", "Ctrl+Q", () => app.host.quit())
  const undo = window.action("actionUndo", "Undo", "Ctrl+Z", () => void form.name.call("undo", []))
  const redo = window.action("actionRedo", "Redo", "Ctrl+Y", () => void form.name.call("redo", []))
  const copy = window.action("actionCopy", "Copy", "Ctrl+C", () => void form.name.call("copy", []))
  const about = window.action("actionAbout", "About…", "F1", () => void openAbout(app, window))
  const reset = window.action("actionReset", "Clear form", "Ctrl+R", () => clear(window, form))
  const settings = window.action("actionSettings", "Settings…", "Ctrl+P", () => void openSettings(app, window))
  window.addMenu("menuFile", "File", [open, save, window.separator(), quit])
  window.addMenu("menuEdit", "Edit", [undo, redo, window.separator(), copy, reset, settings])
  window.addMenu("menuHelp", "Help", [about])
  window.addTool(open, "", "Open a file")
  window.addTool(reset, "", "Clear the form")
  window.addTool(about, "About", "About this program")
  window.contextMenu.add(copy, reset)
  app.connect(save, "changed", () => window.statusBar.show("Save changed"))
}

const helpers = ["QPAEventDispatcherGlib", "QSessionManager", "QFusionStyle"]

/** The only objects `qt.objects.tree` shows without a root. */
const buildApplicationObjects = (app: Application): Array<QObject> =>
  helpers.map((className) => new QObject(app, className, app.root, className === "QFusionStyle" ? "fusion" : undefined))

/** Builds the simulated application "qtPilot Demo" and makes its window active. */
export const buildDemo = (app: Application): MainWindow => {
  buildApplicationObjects(app)
  const window = new MainWindow(app)
  const form = buildForm(app, window.tabs.addTab("Form", "formTab"))
  buildList(app, window.tabs.addTab("List", "listTab"))
  buildTable(app, window.tabs.addTab("Table", "tableTab"))
  buildTree(app, window.tabs.addTab("Tree", "treeTab"), window)
  buildMenus(app, window, form)
  wireForm(app, window, form)
  window.statusBar.message = "Ready"
  app.ready(window)
  app.focus = form.name
  app.console.add("info", "Demo Application started")
  return window
}
