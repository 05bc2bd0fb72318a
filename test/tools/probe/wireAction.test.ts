import { assert, describe, it } from "@effect/vitest"
import { wireAction } from "../../../src/tools/probe/wireAction.ts"

describe("a request to the probe", () => {
  it("that acts is told with where it acts, and nothing of what it brings", () => {
    const act = { action: true }
    assert.deepStrictEqual(wireAction("qt.ui.sendKeys", { objectId: "#4", text: "hunter2" }, act), {
      method: "qt.ui.sendKeys",
      objectId: "#4"
    })
    assert.deepStrictEqual(wireAction("qt.properties.set", { objectId: "#4", name: "text", value: "hunter2" }, {}), {
      method: "qt.properties.set",
      objectId: "#4"
    })
    assert.deepStrictEqual(wireAction("qt.ui.click", { objectId: "#4", position: { x: 3, y: 5 } }, act), {
      method: "qt.ui.click",
      objectId: "#4",
      x: 3,
      y: 5,
      on: "object"
    })
    assert.deepStrictEqual(wireAction("cu.click", { x: 7, y: 9, delay_ms: 10 }, act), {
      method: "cu.click",
      x: 7,
      y: 9,
      on: "window"
    })
    const way = { startX: 1, startY: 2, endX: 3, endY: 4, screenAbsolute: true }
    assert.deepStrictEqual(wireAction("cu.drag", way, act), {
      method: "cu.drag",
      x: 1,
      y: 2,
      on: "screen",
      toX: 3,
      toY: 4
    })
    assert.deepStrictEqual(wireAction("chr.click", { ref: "ref_1" }, act), { method: "chr.click" })
  })

  it("that looks is not told", () => {
    for (
      const method of [
        "ping",
        "cu.screenshot",
        "cu.cursorPosition",
        "qt.ui.geometry",
        "qt.properties.get",
        "qt.methods.invoke",
        "chr.readPage",
        "qt.objects.tree"
      ]
    ) assert.isUndefined(wireAction(method, { objectId: "#4" }, {}), method)
    assert.isDefined(wireAction("qt.methods.invoke", { objectId: "#4" }, { action: true }))
  })
})
