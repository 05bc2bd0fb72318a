import { assert, describe, it } from "@effect/vitest"
import * as Predicate from "effect/Predicate"
import { instructions } from "../../../src/layers/program/instructions.ts"
import { drivesApplication, modes } from "../../../src/services/Settings.ts"
import { allTools, type AnyTool } from "./catalog.ts"
import { ownParameters, type Parameter } from "./contract.ts"
import { type Node, parametersOf, schemaOf, walk } from "./inputSchema.ts"

/** Hosts cut descriptions and instructions here. */
const hostLimit = 2048

const bytes = (text: string): number => new TextEncoder().encode(text).length

const failing = (test: (tool: AnyTool) => ReadonlyArray<string>): ReadonlyArray<string> =>
  allTools.flatMap((tool) => test(tool).map((found) => `${tool.name}: ${found}`))

const perTool = (fails: (tool: AnyTool) => boolean): ReadonlyArray<string> =>
  allTools.filter(fails).map((tool) => tool.name)

const types = (node: Node): ReadonlyArray<string | undefined> => walk(node).map((found) => found.node.type)

/** Whether the schema lets everything through that the probe takes. */
const accepts = (node: Node, parameter: Parameter): boolean => {
  const allowed = types(node)
  if (parameter.type === "any") return true
  return parameter.type.split(" or ").every((type) =>
    allowed.includes(type) || (type === "integer" && allowed.includes("number"))
  )
}

/** The JSON of the last `Example: {…}` of a description. */
const exampleOf = (description: string): unknown => {
  const [, json] = description.split(" Example: ")
  return json === undefined ? undefined : JSON.parse(json)
}

describe("tool names", () => {
  it("fit every host: letters, digits, _ and -, at most 64, no dots", () => {
    assert.deepStrictEqual(perTool((tool) => !/^[a-zA-Z0-9_]{1,64}$/.test(tool.name)), [])
  })

  it("are unique over all modes", () => {
    assert.strictEqual(new Set(allTools.map((tool) => tool.name)).size, allTools.length)
  })
})

describe("input schemas", () => {
  it("are objects, closed to unknown parameters", () => {
    assert.deepStrictEqual(
      perTool((tool) => {
        const { additionalProperties, properties, type } = schemaOf(tool)
        return type !== "object" || properties === undefined || additionalProperties !== false
      }),
      []
    )
  })

  it("have no union at the top and nothing a model API refuses", () => {
    const forbidden = ["anyOf", "oneOf", "allOf", "not", "$ref", "$defs", "definitions", "if"]
    assert.deepStrictEqual(failing((tool) => forbidden.filter((key) => key in tool.inputSchema)), [])
  })

  it("have no null and no reference anywhere", () => {
    assert.deepStrictEqual(perTool((tool) => /"null"|"\$ref"|"nullable"/.test(JSON.stringify(tool.inputSchema))), [])
  })

  it("describe every parameter, nested ones too", () => {
    assert.deepStrictEqual(
      failing((tool) =>
        walk(schemaOf(tool))
          .filter(({ node, path }) => /\.\w+$/.test(path) && (node.description ?? "") === "")
          // The sides of a rectangle: the parameter that holds them says what they are.
          .filter(({ path }) => !/\..*\.(?:x|y|width|height)$/.test(path))
          .map(({ path }) => path)
      ),
      []
    )
  })

  it("take everything the probe takes", () => {
    assert.deepStrictEqual(
      failing((tool) =>
        Object.entries(ownParameters(tool.name)).filter(([name, parameter]) => {
          const node = parametersOf(tool)[name]
          return node !== undefined && !accepts(node, parameter)
        }).map(([name, { type }]) => `${name} is not ${type}`)
      ),
      []
    )
  })

  it("name the fields the probe reads of an object", () => {
    assert.deepStrictEqual(
      failing((tool) =>
        Object.entries(ownParameters(tool.name)).flatMap(([name, { fields }]) => {
          const node = parametersOf(tool)[name]
          const have = Object.keys(node?.properties ?? {}).sort().join()
          return fields === undefined || node === undefined || have === [...fields].sort().join() ? [] : [name]
        })
      ),
      []
    )
  })
})

describe("descriptions", () => {
  it("start with a sentence and end within what hosts show", () => {
    assert.deepStrictEqual(
      perTool(({ description }) => !/^[A-Z][^.]+\./.test(description) || bytes(description) >= hostLimit),
      []
    )
  })

  it("have examples of the tool's own parameters, with all it requires", () => {
    assert.deepStrictEqual(
      failing((tool) => {
        const example = exampleOf(tool.description)
        if (!Predicate.isObject(example)) return []
        const given = Object.keys(example)
        const known = Object.keys(parametersOf(tool))
        return [
          ...given.filter((name) => !known.includes(name)),
          ...(schemaOf(tool).required ?? []).filter((name) => !given.includes(name))
        ]
      }),
      []
    )
  })
})

describe("server instructions", () => {
  const combinations = Array.from({ length: 2 ** modes.length - 1 }, (_, index) => index + 1).map((bits) =>
    modes.filter((_, index) => (bits & 2 ** index) !== 0)
  )

  it("stay within what hosts show, for every combination of modes", () => {
    assert.strictEqual(new Set(combinations.map(String)).size, 2 ** modes.length - 1)
    for (const set of combinations) assert.isBelow(bytes(instructions(set)), hostLimit, set.join())
  })

  it("name only tools of the modes they are for, and qtmcp_status first", () => {
    const named = (set: (typeof combinations)[number]) =>
      instructions(set).match(/\b(?:(?:ui|qt|cu|chr|qtmcp|execute)_\w+|execute(?= runs))/g) ?? []
    for (const set of combinations) {
      const words = named(set)
      const unknown = words.filter((word) => allTools.every((tool) => tool.name !== word))
      assert.deepStrictEqual(unknown, [])
      const first = drivesApplication(set) ? "qtmcp_status" : "execute"
      assert.strictEqual(words[0], first)
      const prefixes = { agent: "ui_", native: "qt_", cu: "cu_", chrome: "chr_", exec: "execute" }
      for (const mode of modes) {
        assert.strictEqual(
          words.some((word) => word.startsWith(prefixes[mode])),
          set.includes(mode),
          `${mode} in ${set}`
        )
      }
    }
  })
})
