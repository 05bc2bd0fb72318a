import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { type Json, type JsonObject, toArray, toInt, toObject, toText } from "../../../src/layers/demo/toolkit/Json.ts"
import { attached, type DemoClient, eventually, form, page } from "./DemoClient.ts"

const get = (client: DemoClient, objectId: string, name: string): Effect.Effect<Json> =>
  Effect.map(client.payload("qt.properties.get", { objectId, name }), (result) => toObject(result)["value"] ?? null)

const invoke = (client: DemoClient, objectId: string, method: string, args: Array<Json> = []): Effect.Effect<Json> =>
  client.payload("qt.methods.invoke", { objectId, method, args })

const png = (picture: Json): { width: number; height: number; bytes: string } => {
  const bytes = Buffer.from(toText(toObject(picture)["image"]), "base64")
  assert.strictEqual(bytes.subarray(1, 4).toString(), "PNG")
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), bytes: bytes.toString("base64") }
}

/** A global point of a widget in coordinates of the main window. */
const inWindow = Effect.fnUntraced(function*(client: DemoClient, objectId: string) {
  const global = (id: string): Effect.Effect<JsonObject> =>
    Effect.map(client.payload("qt.ui.geometry", { objectId: id }), (result) => toObject(toObject(result)["global"]))
  const window = yield* global("MainWindow")
  const area = yield* global(objectId)
  return {
    x: toInt(area["x"]) - toInt(window["x"]),
    y: toInt(area["y"]) - toInt(window["y"]),
    width: toInt(area["width"]),
    height: toInt(area["height"])
  }
})

const nodes = (
  node: JsonObject
): Array<JsonObject> => [node, ...toArray(node["children"]).flatMap((child) => nodes(toObject(child)))]

describe("the form", () => {
  it.live("is filled by computer use, submitted and cleared", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const edit = yield* inWindow(client, `${form}/nameEdit`)
      yield* client.payload("cu.click", { x: edit.x + 20, y: edit.y + 10 })
      yield* client.payload("cu.type", { text: "Ada" })
      yield* client.payload("cu.key", { key: "Tab" })
      yield* client.payload("cu.type", { text: "ada at home" })
      assert.strictEqual(yield* get(client, `${form}/emailEdit`, "text"), "ada at home")
      yield* client.payload("qt.ui.click", { objectId: `${form}/submitButton` })
      assert.strictEqual(
        yield* get(client, `${form}/resultLabel`, "text"),
        "Submitted: Ada <ada at home>, Austria, 30, not subscribed"
      )
      const log = toObject(yield* client.payload("chr.readConsoleMessages", { onlyErrors: true, limit: 1 }))
      assert.include(toText(toObject(toArray(log["messages"])[0])["message"]), "Suspicious email")
      yield* client.payload("qt.ui.click", { objectId: `${form}/clearButton` })
      assert.strictEqual(yield* get(client, `${form}/nameEdit`, "text"), "")
    })))

  it.live("selects all, deletes and types over", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* client.payload("qt.ui.sendKeys", { objectId: `${form}/nameEdit`, text: "first" })
      yield* client.payload("cu.key", { key: "ctrl+a" })
      yield* client.payload("cu.key", { key: "Delete" })
      yield* client.payload("cu.type", { text: "Final" })
      assert.strictEqual(yield* get(client, `${form}/nameEdit`, "text"), "Final")
      yield* client.payload("cu.key", { key: "ctrl+z" })
      assert.strictEqual(yield* get(client, `${form}/nameEdit`, "text"), "Fina")
    })))

  it.live("misses the wide check box at its centre and hits its indicator", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const box = { objectId: `${form}/subscribeCheck` }
      yield* client.payload("qt.ui.click", box)
      assert.isFalse(yield* get(client, box.objectId, "checked"))
      yield* client.payload("qt.ui.click", { ...box, position: { x: 8, y: 10 } })
      assert.isTrue(yield* get(client, box.objectId, "checked"))
    })))

  it.live("changes slider, spin box and combo box by drag, wheel and keys", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const slider = yield* inWindow(client, `${form}/volumeSlider`)
      const middle = slider.y + Math.floor(slider.height / 2)
      const drag = {
        startX: slider.x + slider.width / 2,
        startY: middle,
        endX: slider.x + slider.width - 1,
        endY: middle
      }
      yield* client.payload("cu.drag", drag)
      assert.strictEqual(yield* get(client, `${form}/volumeSlider`, "value"), 100)
      assert.strictEqual(yield* get(client, `${form}/volumeValueLabel`, "text"), "100")
      yield* client.payload("qt.ui.sendKeys", { objectId: `${form}/ageSpin`, sequence: "Up" })
      assert.strictEqual(yield* get(client, `${form}/ageSpin`, "value"), 31)
      const combo = yield* inWindow(client, `${form}/countryCombo`)
      yield* client.payload("cu.scroll", { x: combo.x + 9, y: combo.y + 9, direction: "down", amount: 1 })
      assert.strictEqual(yield* get(client, `${form}/countryCombo`, "currentText"), "France")
      yield* client.payload("qt.ui.click", { objectId: `${form}/lockedButton` })
      assert.isFalse(yield* get(client, `${form}/lockedButton`, "focus"))
    })))

  it.live("sets laxly and invents properties, as the probe does", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const objectId = `${form}/volumeSlider`
      const set = (name: string, value: Json): Effect.Effect<Json> =>
        client.payload("qt.properties.set", { objectId, name, value })
      yield* set("value", 12.9)
      assert.strictEqual(yield* get(client, objectId, "value"), 12)
      yield* set("value", "33")
      assert.strictEqual(yield* get(client, objectId, "value"), 0)
      yield* set("value", 1e9)
      assert.strictEqual(yield* get(client, objectId, "value"), 100)
      yield* set("brandNew", { k: 1 })
      assert.deepStrictEqual(yield* get(client, objectId, "brandNew"), { k: 1 })
    })))
})

describe("views, menus and pages", () => {
  it.live("selects in the tree, expanding on the way, and reads 1200 lazy rows", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const tree = { objectId: `${page}/treeTab/treeView` }
      yield* client.payload("qt.properties.set", {
        objectId: "MainWindow/centralWidget/tabWidget",
        name: "currentIndex",
        value: 3
      })
      const itemPath = ["Martin", "MAC Aura XB", "Mode 12ch"]
      const found = toObject(yield* client.payload("qt.ui.clickItem", { ...tree, itemPath, action: "select" }))
      assert.deepStrictEqual(found["path"], [1, 0, 1])
      const read = toObject(toObject(yield* client.payload("chr.readPage", {}))["tree"])
      const selected = nodes(read).find((node) => toObject(node["states"])["selected"] === true)
      assert.strictEqual(selected?.["name"], "Mode 12ch")
      const last = toObject(yield* client.payload("qt.models.data", { ...tree, parent: [2], offset: 1100, limit: 100 }))
      assert.deepStrictEqual([toArray(last["rows"]).length, last["hasMore"]], [100, false])
      assert.deepStrictEqual(toObject(toArray(last["rows"])[0])["path"], [2, 1100])
    })))

  it.live("says a row was clicked by ref and does nothing", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* invoke(client, "MainWindow/centralWidget/tabWidget", "setCurrentIndex", [1])
      const found = toObject(yield* client.payload("chr.find", { query: "Item 2" }))
      const ref = toText(toObject(toArray(found["matches"])[0])["ref"])
      const answer = toObject(yield* client.payload("chr.click", { ref }))
      assert.deepStrictEqual([answer["clicked"], answer["method"]], [true, "accessibilityAction"])
      assert.strictEqual(yield* get(client, `${page}/listTab/listWidget`, "currentRow"), -1)
      yield* client.payload("qt.ui.clickItem", { objectId: `${page}/listTab/listWidget`, itemPath: ["Item 2"] })
      assert.strictEqual(yield* get(client, `${page}/listTab/listWidget`, "currentRow"), 1)
    })))

  it.live("edits a cell in place", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const table = { objectId: `${page}/tableTab/tableWidget` }
      yield* invoke(client, "MainWindow/centralWidget/tabWidget", "setCurrentIndex", [2])
      const named = Effect.map(client.payload("qt.models.data", { ...table, offset: 1, limit: 1 }), (result) =>
        toObject(toArray(toObject(toArray(toObject(result)["rows"])[0])["cells"])[2])["display"] ?? null)
      yield* client.payload("qt.ui.clickItem", { ...table, itemPath: ["Beta"], column: 2, action: "edit" })
      yield* client.payload("cu.type", { text: "Zeta\r" })
      assert.strictEqual(yield* named, "Zeta")
      yield* client.payload("qt.ui.clickItem", { ...table, itemPath: ["Zeta"], column: 2, action: "edit" })
      yield* client.payload("cu.type", { text: "lost" })
      yield* client.payload("cu.key", { key: "Escape" })
      assert.strictEqual(yield* named, "Zeta")
    })))

  it.live("silently toggles a row's state by a click on its icon column", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* invoke(client, "MainWindow/centralWidget/tabWidget", "setCurrentIndex", [2])
      const cell = { objectId: `${page}/tableTab/tableWidget`, path: [0] }
      yield* invoke(client, cell.objectId, "setFocus")
      yield* client.payload("qt.ui.clickItem", { ...cell, action: "select" })
      const before = png(yield* client.payload("cu.screenshot", {})).bytes
      const answer = toObject(yield* client.payload("qt.ui.clickItem", cell))
      assert.isTrue(answer["found"])
      assert.notStrictEqual(png(yield* client.payload("cu.screenshot", {})).bytes, before)
    })))

  it.live("scrolls a list under the pointer", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      yield* invoke(client, "MainWindow/centralWidget/tabWidget", "setCurrentIndex", [1])
      yield* client.payload("cu.scroll", { x: 300, y: 300, direction: "down" })
      const bar = `${page}/listTab/listWidget/qt_scrollarea_vcontainer/QScrollBar`
      assert.strictEqual(yield* get(client, bar, "value"), 9)
    })))

  it.live("opens the File menu by a click and closes it with Escape on the menu only", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const titles = Effect.map(
        client.payload("chr.tabsContext", {}),
        (result) => toArray(toObject(result)["windows"]).map((window) => toText(toObject(window)["className"]))
      )
      yield* client.payload("cu.click", { x: 20, y: 10 })
      assert.include(yield* titles, "QMenu")
      yield* client.payload("cu.key", { key: "Escape" })
      assert.include(yield* titles, "QMenu")
      yield* client.payload("qt.ui.sendKeys", { objectId: "MainWindow/menuBar/menuFile", sequence: "Esc" })
      assert.notInclude(yield* titles, "QMenu")
    })))

  it.live("a ref means the page it came from, and a destroyed element is stale", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const found = toObject(yield* client.payload("chr.find", { query: "nameEdit" }))
      const ref = toText(toObject(toArray(found["matches"])[0])["ref"])
      yield* invoke(client, `${form}/nameEdit`, "deleteLater")
      assert.strictEqual(toObject((yield* client.call("chr.click", { ref }))["error"])["code"], -32071)
      yield* client.payload("chr.readPage", { depth: 0 })
      assert.strictEqual(toObject((yield* client.call("chr.click", { ref: "ref_9" }))["error"])["code"], -32070)
      const gone = yield* client.call("qt.properties.get", { objectId: `${form}/nameEdit`, name: "text" })
      assert.strictEqual(toObject(gone["error"])["code"], -32001)
    })))

  it.live("the context menu opens from outside, nameless", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      yield* client.payload("cu.rightClick", { x: 300, y: 300 })
      const count = Effect.map(client.payload("chr.tabsContext", {}), (result) => toInt(toObject(result)["count"]))
      assert.strictEqual(yield* count, 1)
      yield* demo.openContextMenu
      assert.strictEqual(yield* count, 2)
      yield* demo.closeDialog
      assert.strictEqual(yield* count, 1)
    })))
})

describe("ids", () => {
  it.live("every id of the newest tree resolves, hardly one of the seed's does", () =>
    Effect.scoped(Effect.gen(function*() {
      const newest = yield* attached()
      const all = nodes(toObject(yield* newest.client.payload("qt.objects.tree", { root: "MainWindow" })))
      for (const node of all) {
        yield* newest.client.payload("qt.objects.inspect", { objectId: toText(node["id"]), parts: [] })
      }
      assert.isAbove(all.length, 80)
      assert.strictEqual(new Set(all.map((node) => node["id"])).size, all.length)
      const seed = yield* attached({ generation: "seed" })
      const window = toText(toObject(yield* seed.client.payload("qt.objects.find", { name: "MainWindow" }))["objectId"])
      assert.match(window, /^QObject~?\d*$/)
      const printed = nodes(toObject(yield* seed.client.payload("qt.objects.tree", { root: window })))
      const answer = yield* seed.client.call("qt.objects.info", { objectId: toText(printed[5]?.["id"]) })
      assert.strictEqual(toObject(answer["error"])["code"], -32001)
    })))

  it.live("follow a new object name while the old id keeps working", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const objectId = `${form}/submitButton`
      yield* client.payload("qt.properties.set", { objectId, name: "objectName", value: "clearButton" })
      const found = toObject(yield* client.payload("qt.objects.search", { objectName: "clearButton" }))
      assert.deepStrictEqual(toArray(found["objects"]).map((each) => toObject(each)["objectId"] ?? "").sort(), [
        `${form}/clearButton`,
        `${form}/clearButton~1`
      ])
      assert.strictEqual(yield* get(client, objectId, "text"), "Submit")
    })))
})

describe("pictures", () => {
  it.live("are real PNGs that change with what happens", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const before = png(yield* client.payload("cu.screenshot", {}))
      assert.deepStrictEqual([before.width, before.height], [800, 600])
      assert.strictEqual(png(yield* client.payload("cu.screenshot", {})).bytes, before.bytes)
      yield* client.payload("qt.ui.sendKeys", { objectId: `${form}/nameEdit`, text: "Ada" })
      const typed = png(yield* client.payload("cu.screenshot", {}))
      assert.notStrictEqual(typed.bytes, before.bytes)
      yield* invoke(client, `${form}/openDialogButton`, "animateClick")
      yield* Effect.sleep(150)
      const screen = png(yield* client.payload("cu.screenshot", { fullScreen: true }))
      assert.deepStrictEqual([screen.width, screen.height], [1024, 768])
      const dialog = png(yield* client.payload("cu.screenshot", {}))
      assert.deepStrictEqual([dialog.width, dialog.height], [360, 200])
    })))

  it.live("have the size of the widget or the region, and are empty where nothing can be drawn", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const shot = (params: JsonObject): Effect.Effect<Json> => client.payload("qt.ui.screenshot", params)
      const button = png(yield* shot({ objectId: `${form}/submitButton` }))
      assert.deepStrictEqual([button.width, button.height], [90, 28])
      const region = png(yield* shot({ objectId: "MainWindow", region: { x: -10, y: 0, width: 50, height: 40 } }))
      assert.deepStrictEqual([region.width, region.height], [50, 40])
      assert.deepStrictEqual(yield* shot({ objectId: "MainWindow", region: { x: 0 } }), { image: "" })
      assert.deepStrictEqual(yield* shot({ objectId: `${form}/submitButton`, fullWindow: true }), { image: "" })
    })))

  it.live("show a stroke drawn on the canvas", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached()
      const canvas = yield* inWindow(client, `${form}/colorCanvas`)
      const shot = client.payload("qt.ui.screenshot", { objectId: `${form}/colorCanvas` })
      const before = png(yield* shot).bytes
      yield* client.payload("qt.signals.subscribe", { objectId: `${form}/colorCanvas`, signal: "painted" })
      const y = canvas.y + 50
      yield* client.payload("cu.drag", { startX: canvas.x + 10, startY: y, endX: canvas.x + 90, endY: y })
      assert.notStrictEqual(png(yield* shot).bytes, before)
      yield* eventually(() => client.frames.some((frame) => typeof frame !== "string" && "method" in toObject(frame)))
    })))
})
