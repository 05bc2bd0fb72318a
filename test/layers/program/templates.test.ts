import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { variablesOf } from "../../../src/layers/program/templates.ts"

const template = "logs://task/{id}/{view}"

describe("the variables of a uri", () => {
  it("are what was written into its template", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (id, view) => {
        const uri = `logs://task/${encodeURIComponent(id.toWellFormed())}/${encodeURIComponent(view.toWellFormed())}`
        assert.deepStrictEqual([...variablesOf(template, uri) ?? []], [
          ["id", id.toWellFormed()],
          ["view", view.toWellFormed()]
        ])
      })
    )
  })

  it("are none where the uri is of another form", () => {
    const others = [
      "logs://task/a",
      "logs://task/a/b/c",
      "logs://task//b",
      "xlogs://task/a/b",
      "logs://taskXa/b",
      "task://a"
    ]
    for (const uri of others) assert.isUndefined(variablesOf(template, uri), uri)
  })

  it("are as they are where they are badly encoded", () => {
    assert.deepStrictEqual(variablesOf("task://{id}", "task://%E0%A4"), new Map([["id", "%E0%A4"]]))
  })

  it("are those of the path where there are query parameters too", () => {
    assert.deepStrictEqual(variablesOf("run://{id}{?from,limit}", "run://a"), new Map([["id", "a"]]))
  })
})
