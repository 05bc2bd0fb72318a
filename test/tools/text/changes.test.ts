import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import type { Observation } from "../../../src/tools/probe/observe.ts"
import { changeLine, changes } from "../../../src/tools/text/changes.ts"

const main = { windowTitle: "Main", className: "MainWindow", isActive: true }
const dialog = { windowTitle: "About", className: "QMessageBox", isActive: true }

const quiet: Observation = { windows: [main], focus: "nameEdit", text: ["Name:", "Submit"], state: { text: "\"Ada\"" } }

const observations: fc.Arbitrary<Observation> = fc.record({
  windows: fc.array(fc.constantFrom(main, dialog, { ...dialog, windowTitle: "" }), { maxLength: 3 }),
  focus: fc.constantFrom("", "nameEdit", "submitButton"),
  text: fc.array(fc.oneof(fc.constantFrom("Name:", "Submit", "Result"), fc.string()), { maxLength: 8 }),
  state: fc.dictionary(fc.constantFrom("text", "checked", "value"), fc.json({ maxDepth: 0 }))
})

describe("what an action changed", () => {
  it("is nothing between like observations, in whatever order they list", () => {
    fc.assert(fc.property(observations, (seen) => {
      const other = {
        ...seen,
        windows: seen.windows.toReversed(),
        text: seen.text.toReversed(),
        state: { ...seen.state }
      }
      assert.deepStrictEqual(changes(seen, other), [])
    }))
    assert.match(changeLine([]), /^no visible effect/)
  })

  it("is never nothing where windows or the state differ", () => {
    fc.assert(fc.property(observations, observations, (before, after) => {
      const titles = ({ windows }: Observation) => windows.map(({ className, windowTitle }) => windowTitle + className)
      const differs = titles(before).toSorted().join() !== titles(after).toSorted().join() ||
        Object.entries(after.state).some(([name, value]) => before.state[name] !== value)
      if (differs) assert.isAbove(changes(before, after).length, 0)
    }))
  })

  it("stays one short line however much changed", () => {
    const many = Array.from({ length: 500 }, (_, index) => `line ${index} ${"x".repeat(300)}`)
    const found = changes(quiet, { ...quiet, text: many, state: { text: "y".repeat(5000) } })
    assert.isBelow(changeLine(found).length, 1000)
    fc.assert(fc.property(observations, observations, (before, after) => {
      assert.notMatch(changeLine(changes(before, after)), /[\n\r]/)
    }))
  })

  it("names windows that came and went, the state, the focus, and then the text", () => {
    assert.deepStrictEqual(changes(quiet, { ...quiet, windows: [main, dialog], text: ["other"] }), [
      "opened \"About\" (QMessageBox)"
    ])
    assert.deepStrictEqual(changes({ ...quiet, windows: [main, dialog] }, quiet), ["closed \"About\" (QMessageBox)"])
    assert.deepStrictEqual(
      changes(quiet, { ...quiet, focus: "submitButton", text: ["Name:", "Sent"], state: { text: "\"\"" } }),
      ["text: \"Ada\" → \"\"", "focus nameEdit → submitButton", "+\"Sent\"", "-\"Submit\""]
    )
  })

  it("counts lines of text that occur several times", () => {
    assert.deepStrictEqual(changes(quiet, { ...quiet, text: [...quiet.text, "Submit"] }), ["+\"Submit\""])
    assert.deepStrictEqual(
      changes(quiet, { ...quiet, text: [...quiet.text, "1", "2", "3", "4", "5"] }),
      ["+\"1\"", "+\"2\"", "+\"3\"", "+2 more"]
    )
  })
})
