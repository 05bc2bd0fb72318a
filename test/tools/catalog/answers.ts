import * as Predicate from "effect/Predicate"

type Params = Readonly<Record<string, unknown>>

/** The objects of the pretended application. `#N` on the wire is the place in this list. */
const objects = [
  { className: "MainWindow", objectName: "MainWindow", path: "MainWindow", inherits: ["QMainWindow", "QWidget"] },
  { className: "QPushButton", objectName: "go", path: "MainWindow/go", inherits: ["QAbstractButton", "QWidget"] },
  { className: "QLineEdit", objectName: "nameEdit", path: "MainWindow/nameEdit", inherits: ["QWidget"] },
  { className: "QTreeView", objectName: "tree", path: "MainWindow/tree", inherits: ["QAbstractItemView", "QWidget"] },
  { className: "QComboBox", objectName: "combo", path: "MainWindow/combo", inherits: ["QWidget"] },
  { className: "QTextEdit", objectName: "notes", path: "MainWindow/notes", inherits: ["QWidget"] },
  { className: "QWidget", objectName: "qt_scrollarea_viewport", path: "MainWindow/tree/port", inherits: ["QWidget"] },
  { className: "QStandardItemModel", objectName: "", path: "MainWindow/combo/model", inherits: [] }
].map((object, index) => ({ ...object, number: index + 1 }))

export type Known = (typeof objects)[number]

/** Of the name map. */
const symbols = { name: "MainWindow/nameEdit" }

/** The object of an `objectId` or `root` as the probe resolves them: number, symbolic name or path, no objectName. */
export const known = (id: unknown): Known | undefined =>
  objects.find((object) =>
    `#${object.number}` === id || object.path === id || (id === "name" && object.path === symbols.name)
  )

const entry = ({ className, number, objectName, path }: Known) => ({
  objectId: path,
  className,
  objectName,
  numericId: number
})

const rectangle = { x: 10, y: 10, width: 200, height: 100 }

const propertiesOf = (object: Known): Params => ({
  objectName: object.objectName,
  visible: true,
  text: "Ada",
  cursorPosition: 0,
  selectedText: "",
  currentIndex: 0,
  currentText: "one",
  plainText: "",
  focus: object.objectName === "nameEdit",
  ...(object.number === 1 ? { windowTitle: "Demo" } : {})
})

const found = ({ className, objectName, properties, root }: Params): ReadonlyArray<Known> => {
  const wanted = Predicate.isObject(properties) ? Object.entries(properties) : []
  return objects.filter((object) =>
    (className === undefined || object.className === className) &&
    (objectName === undefined || object.objectName === objectName) &&
    (root === undefined || object.path.startsWith(`${known(root)?.path}`)) &&
    wanted.every(([name, value]) => propertiesOf(object)[name] === value)
  )
}

const method = (name: string, ...parameterTypes: ReadonlyArray<string>) => ({
  name,
  signature: `${name}(${parameterTypes.join(",")})`,
  returnType: "void",
  parameterTypes,
  parameterNames: parameterTypes.map(() => "value")
})

const parts = (object: Known) => ({
  info: {
    className: object.className,
    objectName: object.objectName,
    superClasses: [object.className, ...object.inherits, "QObject"],
    visible: true,
    enabled: true
  },
  properties: Object.entries(propertiesOf(object)).map(([name, value]) => ({
    name,
    type: "QString",
    value,
    readable: true,
    writable: true
  })),
  methods: [
    method("clear"),
    method("setText", "QString"),
    ...(object.className === "QTextEdit" ? [method("insertPlainText", "QString")] : [])
  ],
  signals: [method("textChanged", "QString")],
  qml: null,
  geometry: { ...rectangle, visible: true },
  model: { rowCount: 2, columnCount: 1, hasChildren: true, roleNames: { 0: "display" } }
})

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

const node = (object: Known, role: string, states: Params = {}) => ({
  ref: `ref_${object.number}`,
  role,
  name: object.objectName,
  states,
  bounds: rectangle,
  objectName: object.objectName,
  className: object.className,
  objectId: object.path
})

const [window, button, edit, tree, combo] = objects

const page = window === undefined || button === undefined || edit === undefined || tree === undefined ||
    combo === undefined
  ? {}
  : {
    ...node(window, "window"),
    children: [
      node(button, "button"),
      node(edit, "textbox", { editable: true }),
      { ref: "ref_20", role: "tab", name: "List", bounds: rectangle },
      {
        ...node(tree, "tree"),
        children: [{ ref: "ref_21", role: "treeitem", name: "Martin", bounds: { ...rectangle, x: 20, width: 50 } }]
      },
      node(combo, "combobox")
    ]
  }

const row = { path: [0], cells: [{ display: "Martin" }], hasChildren: true }

const data = ({ offset, parent, parentRow }: Params) => {
  const rows = Number(offset ?? 0) > 0 || parentRow !== undefined || (Array.isArray(parent) && parent.length > 0)
    ? [{ ...row, hasChildren: false }]
    : [row]
  return { rows, totalRows: 1, totalColumns: 1, offset: 0, limit: 100, hasMore: false, parent: parent ?? [] }
}

type Answer = (params: Params, object: Known) => unknown

const done = () => ({ ok: true, success: true })
const list = (name: "properties" | "methods" | "signals"): Answer => (_, object) => parts(object)[name]

/** What the pretended probe answers, without the envelope. Methods of both generations are in it. */
export const answers: Readonly<Record<string, Answer>> = {
  getModes: () => ["native", "computer_use", "chrome"],
  "qt.modes": () => ["native", "computer_use", "chrome"],
  "qt.ping": () => ({ pong: true, timestamp: 1, eventLoopLatency: 0 }),
  "qt.version": () => ({ version: "0.1.0", protocol: "jsonrpc-2.0", name: "QtMCP", mode: "native", deprecated: [] }),
  "qt.objects.tree": (_, { className, objectName, path }) => ({
    id: path,
    className,
    objectName,
    visible: true,
    children: found({ root: path }).slice(1).map((below) => ({ id: below.path, className: below.className }))
  }),
  "qt.objects.search": (params) => {
    const all = found(params).map(entry)
    return { objects: all, count: all.length, truncated: false }
  },
  "qt.objects.query": (params) => found(params).map(entry),
  "qt.objects.findByClass": (params) => ({ objects: found(params).map(entry) }),
  "qt.objects.inspect": (_, object) => parts(object),
  "qt.objects.info": (_, object) => parts(object).info,
  "qt.properties.list": list("properties"),
  "qt.methods.list": list("methods"),
  "qt.signals.list": list("signals"),
  "qt.qml.inspect": () => ({ isQmlItem: false }),
  "qt.models.info": (_, object) => parts(object).model,
  "qt.properties.get": ({ name }, object) => ({ value: propertiesOf(object)[String(name)] ?? null }),
  "qt.properties.set": done,
  "qt.methods.invoke": () => ({ result: null }),
  "qt.signals.subscribe": () => ({ subscriptionId: "sub_1" }),
  "qt.signals.unsubscribe": done,
  "qt.signals.setLifecycle": ({ enabled }) => ({ enabled }),
  "qt.events.start": () => ({ capturing: true }),
  "qt.events.stop": () => ({ capturing: false }),
  "qt.ui.click": done,
  "qt.ui.sendKeys": done,
  "qt.ui.clickItem": ({ action }) => ({ found: true, action, ...row }),
  "qt.ui.screenshot": () => ({ image: png }),
  "qt.ui.geometry": () => ({ local: rectangle, global: rectangle, devicePixelRatio: 1 }),
  "qt.ui.hitTest": () => ({ objectId: "MainWindow/nameEdit", className: "QLineEdit" }),
  "qt.names.register": done,
  "qt.names.unregister": done,
  "qt.names.list": () => symbols,
  "qt.names.validate": () => [{ name: "name", path: "MainWindow/nameEdit", valid: true }],
  "qt.names.load": () => ({ ...done(), count: 1 }),
  "qt.names.save": done,
  "qt.models.list": () => [{
    objectId: "MainWindow/combo/model",
    className: "QStandardItemModel",
    rowCount: 2,
    columnCount: 1,
    roleNames: { 0: "display" }
  }],
  "qt.models.data": data,
  "qt.models.search": () => ({ matches: [row], count: 1, truncated: false }),
  "cu.screenshot": () => ({ image: png, width: 1, height: 1 }),
  "cu.cursorPosition": () => ({ x: 1, y: 1, screenX: 1, screenY: 1, widgetId: "", className: "", virtual: true }),
  "chr.readPage": () => ({ tree: page, totalNodes: 7, truncated: false }),
  "chr.find": () => ({ matches: button === undefined ? [] : [node(button, "button")], count: 1 }),
  "chr.click": () => ({ clicked: true, method: "accessibilityAction" }),
  "chr.formInput": () => ({ success: true, strategy: "text" }),
  "chr.getPageText": () => ({ text: "Demo\nGo" }),
  "chr.navigate": () => ({ navigated: true }),
  "chr.tabsContext": () => ({
    windows: [{ windowTitle: "Demo", className: "MainWindow", isActive: true, geometry: rectangle }],
    count: 1
  }),
  "chr.readConsoleMessages": () => ({ messages: [{ type: "info", message: "started", timestamp: 1 }], count: 1 }),
  ...Object.fromEntries(
    [
      "click",
      "rightClick",
      "middleClick",
      "doubleClick",
      "mouseMove",
      "mouseDown",
      "mouseUp",
      "drag",
      "type",
      "key",
      "scroll"
    ].map((name) => [
      `cu.${name}`,
      ({ include_screenshot }: Params) => ({
        success: true,
        ...(include_screenshot === true ? { screenshot: png } : {})
      })
    ])
  )
}
