import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { type Driver, startDriver } from "./driver.ts"
import { logBegins, logEnds, recordsWhatIsDone, temporaryFile } from "./sessionRows.ts"
import { treeRows } from "./treeRows.ts"

const png = /^iVBORw0KGgo/

/** The ref on the first line that has all these words. */
const refIn = (text: string, ...words: ReadonlyArray<string>): string => {
  const line = text.split("\n").find((candidate) => words.every((word) => candidate.includes(word)))
  const ref = /\b(e\d+|ref_\d+)\b/.exec(line ?? "")?.[1]
  assert.isDefined(ref, `no ref on a line with ${words.join(" ")} in:\n${text}`)
  return ref ?? ""
}

export interface AcceptanceOptions {
  /** The application is quit at the end. */
  readonly quit: boolean
  /** The probe is of the seed generation, which cannot do all of it. */
  readonly isSeed?: boolean
  /** The application has a tree whose branches the probe can read; true where absent. */
  readonly hasTree?: boolean
}

/**
 * The acceptance suite of the Python server, with its row numbers, as one session: the rows build on each other.
 */
export const acceptance = (name: string, args: ReadonlyArray<string>, options: AcceptanceOptions) =>
  describe(`acceptance suite: ${name}`, () => {
    const { hasTree = true, isSeed = false } = options
    let driver: Driver
    const log = temporaryFile("session.jsonl")
    beforeAll(async () => {
      driver = await startDriver(args)
    })
    afterAll(async () => {
      await driver.close()
      log.remove()
    })

    const value = async (objectName: string, property: string) =>
      (await driver.ok("qt_properties_get", { objectId: objectName, name: property })).data["value"]

    const type = async (objectName: string, text: string) => {
      await driver.ok("qt_ui_sendKeys", { objectId: objectName, sequence: "Ctrl+A" })
      await driver.ok("qt_ui_sendKeys", { objectId: objectName, text })
    }

    it("1-3 connects and pings", async () => {
      assert.isTrue((await driver.ok("qt_ping")).data["pong"])
      assert.match((await driver.ok("qtmcp_status")).text, /state: ready/)
    })

    it("4-5 logs the session", () => logBegins(driver, log.path))

    it("6 discovers objects by class and by name", async () => {
      const edits = await driver.ok("qt_objects_search", { className: "QLineEdit" })
      assert.include(edits.text, "nameEdit")
      assert.include(edits.text, "emailEdit")
      const buttons = (await driver.ok("qt_objects_findByClass", { className: "QPushButton" })).text
      assert.isAtLeast(Number(/^(\d+) objects/.exec(buttons)?.[1]), 2)
      assert.match((await driver.ok("qt_objects_find", { name: "nameEdit" })).text, /^1 object\n/)
    })

    it("7 reads properties", async () => {
      assert.strictEqual(await value("nameEdit", "placeholderText"), "Enter your name")
      assert.strictEqual(await value("submitButton", "text"), "Submit")
    })

    it("8 clicks and types", async () => {
      await driver.ok("qt_ui_click", { objectId: "nameEdit" })
      await type("nameEdit", "Test User")
      await driver.ok("qt_ui_click", { objectId: "emailEdit" })
      await type("emailEdit", "test@example.com")
      assert.strictEqual(await value("nameEdit", "text"), "Test User")
    })

    it("9 takes a screenshot", async () => {
      const shot = await driver.ok("qt_ui_screenshot", { objectId: "MainWindow", fullWindow: true })
      assert.match(shot.images[0] ?? "", png)
    })

    it("10 prints the object tree", async () => {
      const lines = (await driver.ok("qt_objects_tree", { maxDepth: 3 })).text.split("\n")
      assert.isTrue(lines.some((line) => /^e\d+ MainWindow/.test(line)), lines.join("\n"))
      assert.isTrue(lines.some((line) => /^ {2}e\d+ /.test(line)))
    })

    it("11 submits and clears", async () => {
      await driver.ok("qt_ui_click", { objectId: "submitButton" })
      await driver.ok("qt_ui_click", { objectId: "clearButton" })
      assert.strictEqual(await value("nameEdit", "text"), "")
    })

    it("12 lists and invokes methods", async () => {
      const methods = (await driver.ok("qt_methods_list", { objectId: "nameEdit" })).text
      assert.include(methods, "clear()")
      assert.include(methods, "selectAll()")
      await type("nameEdit", "gone soon")
      assert.isNull((await driver.ok("qt_methods_invoke", { objectId: "nameEdit", method: "clear" })).data["result"])
      assert.strictEqual(await value("nameEdit", "text"), "")
    })

    it("13 lists, subscribes and delivers signals", async () => {
      const signals = (await driver.ok("qt_signals_list", { objectId: "nameEdit" })).text
      assert.include(signals, "textChanged")
      assert.include(signals, "textEdited")
      const { data } = await driver.ok("qt_signals_subscribe", { objectId: "nameEdit", signal: "textChanged" })
      assert.match(String(data["subscriptionId"]), /^sub_\d+$/)
      // The wait subscribes while the typing goes on: one of the first keystrokes is the emission it sees.
      const state = { isOver: false }
      const waiting = driver.ok("qt_wait", { for: "signal", objectName: "nameEdit", signal: "textChanged" })
        .finally(() => {
          state.isOver = true
        })
      for (let text = "a"; !state.isOver; text += "b") await type("nameEdit", text)
      assert.include((await waiting).text, "textChanged was emitted")
      await driver.ok("qt_signals_unsubscribe", { subscriptionId: data["subscriptionId"] })
    })

    it("14 names objects", async () => {
      const ref = refIn((await driver.ok("qt_objects_find", { name: "nameEdit" })).text, "nameEdit")
      await driver.ok("qt_names_register", { name: "myNameField", path: ref })
      assert.include((await driver.ok("qt_names_list")).text, "myNameField")
      assert.notInclude((await driver.ok("qt_names_validate")).text, "INVALID")
      await driver.ok("qt_properties_set", { objectId: "myNameField", name: "text", value: "by name" })
      assert.strictEqual(await value("nameEdit", "text"), "by name")
      await driver.ok("qt_names_unregister", { name: "myNameField" })
    })

    it("15 reads models", async () => {
      assert.isAtLeast(Number(/^(\d+) models/.exec((await driver.ok("qt_models_list")).text)?.[1]), 2)
      const data = (await driver.ok("qt_models_data", { objectId: "tableWidget" })).text
      assert.match(data.split("\n")[1] ?? "", /Alpha/)
    })

    if (hasTree) treeRows(() => driver)

    it("16 measures and hits", async () => {
      const { data } = await driver.ok("qt_ui_geometry", { objectId: "submitButton" })
      const { global } = data
      assert.isObject(global)
      const { x, y, width, height } = Object.assign({ x: 0, y: 0, width: 0, height: 0 }, global)
      const hit = await driver.ok("qt_ui_hitTest", { x: x + width / 2, y: y + height / 2 })
      assert.include(hit.text, "QPushButton")
      // What the seed generation prints is a path of its own, which names nothing.
      if (!isSeed) assert.match(String(hit.data["objectId"]), /submitButton$/)
    })

    it("17 captures events", async () => {
      if (isSeed) {
        const refused = await driver.call("qt_events_start")
        assert.isTrue(refused.isError)
        return assert.include(refused.text, "qt_signals_subscribe")
      }
      assert.isTrue((await driver.ok("qt_events_start")).data["capturing"])
      await driver.ok("qt_ui_click", { objectId: "nameEdit" })
      assert.isFalse((await driver.ok("qt_events_stop")).data["capturing"])
    })

    it("18 inspects QML", async () => {
      assert.include((await driver.ok("qt_qml_inspect", { objectId: "nameEdit" })).text, "no QML item")
    })

    it("19-21 records what is done", () => recordsWhatIsDone(driver))

    it("22-23 reads the page", async () => {
      const page = (await driver.ok("chr_readPage")).text
      assert.match(page, /ref_\d+/)
      assert.include((await driver.ok("chr_getPageText")).text, "Submit")
    })

    it("24-25 finds and fills", async () => {
      const found = (await driver.ok("chr_find", { query: "Submit" })).text
      const page = (await driver.ok("chr_readPage", { filter: "all" })).text
      const edit = refIn(page, "textbox")
      await driver.ok("chr_formInput", { ref: edit, value: "Chrome Test" })
      await driver.ok("chr_click", { ref: refIn(found, "Submit") })
    })

    it("26-27 lists windows and console messages", async () => {
      assert.match((await driver.ok("chr_tabsContext")).text, /MainWindow/)
      const messages = (await driver.ok("chr_readConsoleMessages", { limit: 3 })).text
      assert.isAtMost(messages.split("\n").length, 4)
    })

    it("28 switches a tab", async () => {
      const page = (await driver.ok("chr_readPage", { filter: "all" })).text
      await driver.ok("chr_navigate", { ref: refIn(page, "tab ", "Table"), action: "activateTab" })
      assert.isAbove(Number(await value("tabWidget", "currentIndex")), 0)
      await driver.ok("qt_properties_set", { objectId: "tabWidget", name: "currentIndex", value: 0 })
    })

    it("30-31 takes a screenshot of the window and tells the cursor", async () => {
      const shot = await driver.ok("cu_screenshot")
      assert.match(shot.images[0] ?? "", png)
      assert.isAbove(Number(shot.data["width"]), 100)
      assert.match((await driver.ok("cu_cursorPosition")).text, /\d+/)
    })

    it("32 clicks and types by coordinates", async () => {
      const window = Object.assign(
        { x: 0, y: 0 },
        (await driver.ok("qt_ui_geometry", { objectId: "MainWindow" })).data["global"]
      )
      const edit = Object.assign(
        { x: 0, y: 0, width: 0, height: 0 },
        (await driver.ok("qt_ui_geometry", { objectId: "nameEdit" })).data["global"]
      )
      const x = edit.x - window.x + edit.width / 2
      const y = edit.y - window.y + edit.height / 2
      await driver.ok("qt_methods_invoke", { objectId: "nameEdit", method: "clear" })
      await driver.ok("cu_leftClick", { x, y })
      await driver.ok("cu_type", { text: "CU Test" })
      await driver.ok("cu_key", { key: "Tab" })
      assert.strictEqual(await value("nameEdit", "text"), "CU Test")
    })

    it("33-35 moves, clicks, scrolls and presses", async () => {
      await driver.ok("cu_mouseMove", { x: 100, y: 100 })
      assert.match((await driver.ok("cu_cursorPosition")).text, /100/)
      await driver.ok("cu_rightClick", { x: 100, y: 100 })
      await driver.ok("cu_doubleClick", { x: 100, y: 100 })
      await driver.ok("cu_scroll", { x: 200, y: 200, direction: "down", amount: 3 })
      await driver.ok("qt_methods_invoke", { objectId: "nameEdit", method: "setFocus" })
      await driver.ok("cu_key", { key: "ctrl+a" })
      await driver.ok("cu_key", { key: "Delete" })
      await driver.ok("cu_type", { text: "Final CU Test" })
      assert.strictEqual(await value("nameEdit", "text"), "Final CU Test")
    })

    it("36-38 ends the log, and its file holds the session", () => logEnds(driver, log.path))

    if (options.quit) {
      it("39 quits the application", async () => {
        const application = (await driver.ok("qt_objects_findByClass", { className: "QApplication" })).text
        await driver.call("qt_methods_invoke", { objectId: refIn(application, "QApplication"), method: "quit" })
        const after = await driver.call("qt_ping")
        assert.isTrue(after.isError, after.text)
      })
    }
  })
