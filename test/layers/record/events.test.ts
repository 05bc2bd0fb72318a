import { assert, describe, it } from "@effect/vitest"
import { makeRecording } from "../../../src/layers/record/recorder/Recording.ts"

const button = { className: "QWidget", objectName: "", button: "left", globalPos: { x: 1, y: 1 } }

/** As the newest probe reports one click into a place that uses none: on every widget from there to the window. */
const click = ["MouseButtonPress", "MouseButtonRelease"].flatMap((type) =>
  ["MainWindow/centralWidget/tabs", "MainWindow/centralWidget", "MainWindow"].map((objectId, index) => ({
    method: "eventCaptured",
    params: { ...button, type, objectId, pos: { x: index, y: index } }
  }))
)

const key = (objectId: string, type: string, text: string) => ({
  method: "eventCaptured",
  params: { type, objectId, objectName: "", className: "QWidget", key: 65, text, modifiers: "" }
})

const recorded = (notifications: ReadonlyArray<{ readonly method: string; readonly params: unknown }>) => {
  const recording = makeRecording({}, 1000)
  recording.setCapture({ events: true, lifecycle: false })
  notifications.forEach((notification, index) => {
    const event = recording.eventOf(notification, 1000 + index)
    if (event !== undefined) recording.push(event)
  })
  return recording.events().map(({ event, object, t }) => [t, event, object])
}

describe("captured events", () => {
  it("are recorded where they were made, not again on every ancestor", () => {
    assert.deepStrictEqual(recorded([...click, ...click]), [
      [0, "MouseButtonPress", "MainWindow/centralWidget/tabs"],
      [0.003, "MouseButtonRelease", "MainWindow/centralWidget/tabs"],
      [0.006, "MouseButtonPress", "MainWindow/centralWidget/tabs"],
      [0.009, "MouseButtonRelease", "MainWindow/centralWidget/tabs"]
    ])
    const keys = recorded([key("W/edit", "KeyPress", "a"), key("W", "KeyPress", "a"), key("W", "KeyPress", "b")])
    assert.deepStrictEqual(keys.map(([, , object]) => object), ["W/edit", "W"])
  })

  it("of a sibling with a longer name are no echo", () => {
    assert.strictEqual(recorded([key("W/edit2", "KeyPress", "a"), key("W/edit", "KeyPress", "a")]).length, 2)
  })

  it("that have no meaning are left out", () => {
    const odd = [
      { method: "eventCaptured", params: { type: 5 } },
      { method: "signalEmitted", params: { subscriptionId: "sub_1", objectId: "W", signal: "clicked" } },
      { method: "objectCreated", params: { objectId: "W", className: "QWidget" } },
      { method: "somethingNew", params: {} },
      { method: "eventCaptured", params: null }
    ]
    assert.deepStrictEqual(recorded(odd), [])
  })
})
