import { assert, describe, it } from "@effect/vitest"
import { hidden, makeMask } from "../../../src/layers/record/mask.ts"

const awkward = "p\"ä\\s <&> €"

describe("the mask", () => {
  const mask = makeMask(["hunter2", "hunter2-long", awkward, "123456"])

  it("hides a secret wherever it stands, the longest first", () => {
    assert.strictEqual(mask.text("a hunter2 and hunter2-long."), `a ${hidden} and ${hidden}.`)
  })

  it("hides every spelling a message can have of it", () => {
    const once = JSON.stringify({ text: awkward })
    const forms = [
      awkward,
      once,
      JSON.stringify({ inner: once }),
      JSON.stringify(JSON.stringify({ inner: once })),
      awkward.normalize("NFD"),
      encodeURIComponent(awkward),
      Buffer.from(awkward).toString("base64"),
      "p&quot;ä\\s &lt;&amp;&gt; €",
      "p\\\"\\u00e4\\\\s <&> \\u20ac",
      "p\\\"\\u00E4\\\\s <&> \\u20AC"
    ]
    for (const form of forms) {
      const shown = mask.text(`before ${form} after`)
      assert.include(shown, hidden, form)
      assert.match(shown, /^before .* after$/)
      for (const part of [awkward, "s <", "%E2%82%AC", "u20ac", "u20AC"]) assert.notInclude(shown, part, form)
    }
  })

  it("goes through values: texts, numbers, keys, at any depth", () => {
    const found: Array<number> = []
    const shown = mask.value({ a: ["hunter2", { hunter2: 123_456 }], n: 12, t: true, z: null }, (n) => found.push(n))
    assert.deepStrictEqual(shown, { a: [hidden, { [hidden]: hidden }], n: 12, t: true, z: null })
    assert.include(found, 1)
  })

  it("learns more, and an empty secret is none", () => {
    const own = makeMask([])
    own.add("")
    assert.strictEqual(own.text("abc"), "abc")
    own.add("b")
    assert.strictEqual(own.text("abc"), `a${hidden}c`)
    assert.deepStrictEqual(own.all(), ["b"])
  })

  it("takes no character of a secret for a pattern", () => {
    const own = makeMask(["a.c$", "x|y", "(z", "[q]\\"])
    assert.strictEqual(own.text("abc$ x y"), "abc$ x y")
    assert.strictEqual(own.text("a.c$, x|y, (z, [q]\\"), [hidden, hidden, hidden, hidden].join(", "))
  })
})
