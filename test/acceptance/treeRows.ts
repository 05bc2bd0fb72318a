import { assert, it } from "vitest"
import type { Driver } from "./driver.ts"

/** The rows on the tree of the newest generation's test application; the driver is there when they run. */
export const treeRows = (driver: () => Driver) => {
  it("15b reads a tree model", async () => {
    await driver().ok("qt_properties_set", { objectId: "tabWidget", name: "currentIndex", value: 3 })
    const roots = (await driver().ok("qt_models_data", { objectId: "treeView" })).text
    for (const root of ["ETC", "Martin", "BulkManufacturer"]) assert.include(roots, root)
    assert.include((await driver().ok("qt_models_data", { objectId: "treeView", parent: [0, 0] })).text, "Mode 12ch")
    const wrong = await driver().call("qt_models_data", { objectId: "treeView", parent: [99] })
    assert.isTrue(wrong.isError)
    assert.include(wrong.text, "Parent path invalid at segment 0")
    const last = await driver().ok("qt_models_data", { objectId: "treeView", parent: [2], offset: 1100, limit: 100 })
    assert.strictEqual(last.text.split("\n").length, 101)
    assert.match(last.text.split("\n")[1] ?? "", /^\[2,1100\]/)
    assert.isFalse(last.data["hasMore"])
  })

  it("15c searches a model", async () => {
    assert.match((await driver().ok("qt_models_search", { objectId: "treeView", value: "Aura" })).text, /\[1,0\]/)
    const exact = { objectId: "treeView", value: "Fixture 0500", match: "exact", parent: [2] }
    assert.match((await driver().ok("qt_models_search", exact)).text, /^1 match\n/)
  })

  it("15d clicks items", async () => {
    const byText = { objectId: "treeView", itemPath: ["Martin", "MAC Aura XB", "Mode 12ch"], action: "select" }
    assert.include((await driver().ok("qt_ui_clickItem", byText)).text, "[1,0,1]")
    await driver().ok("qt_ui_clickItem", { objectId: "treeView", path: [0, 0], action: "select" })
    await driver().ok("qt_properties_set", { objectId: "tabWidget", name: "currentIndex", value: 0 })
  })
}
