import { assert, describe, it } from "@effect/vitest"
import type { Generation } from "../../../src/services/ProbeSocket.ts"
import { allTools, sets } from "./catalog.ts"
import { contract, generations, methodsOf, ownMethod, ownParameters } from "./contract.ts"
import { closedValues, parametersOf, schemaOf } from "./inputSchema.ts"

const picture = { maxEdge: "the bridge scales pictures down", file: "the bridge can write a picture to a file" }

/** Tools that no wire method is named after: they are the bridge's own, with all their parameters. */
const bridgeTools = new Set([
  "qt_wait",
  "qt_batch",
  "qt_find",
  ...[...sets.agent, ...sets.admin, ...sets.record, ...sets.log, ...sets.tasks, ...sets.exec].map((tool) => tool.name)
])

/** Parameters of the bridge itself, each with its reason; everything else a tool takes the probe must read. */
const bridgeParameters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  qt_ui_screenshot: picture,
  cu_screenshot: picture,
  qt_models_data: {
    row: "known from the Python server, whose probe ignored it: becomes offset and a limit of one",
    column: "known from the Python server, whose probe ignored it: one column of the answer is kept",
    role: "known from the Python server, whose probe ignored it: becomes roles"
  },
  qt_models_search: { max_hits: "the Python server's name of maxHits" },
  chr_readPage: { maxDepth: "known from the Python server, whose probe ignored it: becomes depth" }
}

/** Wire parameters that have another name in the tool. */
const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  qt_models_data: { parentRow: "parent", parentCol: "parent" }
}

/** Methods no tool sends, because another of the same generation answers more: what the tool named after them sends. */
const superseded: Readonly<Record<Generation, Readonly<Record<string, string>>>> = {
  newest: {},
  seed: {
    // Finds the first object only, and fails where there is none.
    "qt.objects.find": "qt.objects.query",
    // Four parts, always all of them, without geometry and model.
    "qt.objects.inspect": "qt.objects.info"
  }
}

describe("the contract of the probes", () => {
  it("has as many methods as the probes register", () => {
    const counts = (generation: "newest" | "seed") =>
      ["qt", "cu", "chr"].map((prefix) => methodsOf(generation).filter((name) => name.startsWith(`${prefix}.`)).length)
    assert.deepStrictEqual(counts("newest"), [28, 13, 8])
    assert.deepStrictEqual(counts("seed"), [33, 13, 8])
  })

  for (const generation of generations) {
    it(`${generation}: every method a tool declares exists`, () => {
      const unknown = allTools.flatMap((tool) =>
        tool.wire[generation].filter((method) => contract[generation][method] === undefined)
          .map((method) => `${tool.name}: ${method}`)
      )
      assert.deepStrictEqual(unknown, [])
    })

    it(`${generation}: every method of the three modes is reached by a tool`, () => {
      const declared = new Set(allTools.flatMap((tool) => tool.wire[generation]))
      const unreached = methodsOf(generation).filter((method) => !declared.has(method))
      assert.deepStrictEqual(unreached, Object.keys(superseded[generation]))
    })

    it(`${generation}: a tool named after a method declares that method`, () => {
      const silent = allTools.filter((tool) => {
        const method = ownMethod(tool.name)
        const expected = superseded[generation][method] ?? method
        return contract[generation][method] !== undefined && !tool.wire[generation].includes(expected)
      })
      assert.deepStrictEqual(silent.map((tool) => tool.name), [])
    })
  }

  it("every parameter the probe reads is a parameter of the tool", () => {
    const missing = allTools.flatMap((tool) =>
      Object.keys(ownParameters(tool.name))
        .filter((name) => parametersOf(tool)[renamed[tool.name]?.[name] ?? name] === undefined)
        .map((name) => `${tool.name}.${name}`)
    )
    assert.deepStrictEqual(missing, [])
  })

  it("no tool has a parameter that the probe ignores", () => {
    const ignored = allTools.filter((tool) => !bridgeTools.has(tool.name)).flatMap((tool) =>
      Object.keys(parametersOf(tool))
        .filter((name) => ownParameters(tool.name)[name] === undefined)
        .filter((name) => bridgeParameters[tool.name]?.[name] === undefined)
        .map((name) => `${tool.name}.${name}`)
    )
    assert.deepStrictEqual(ignored, [])
  })

  it("the tables of exceptions hold nothing that is no exception", () => {
    const stale = Object.entries(bridgeParameters).flatMap(([name, parameters]) => {
      const tool = allTools.find((candidate) => candidate.name === name)
      return Object.keys(parameters)
        .filter((parameter) =>
          tool === undefined || parametersOf(tool)[parameter] === undefined ||
          ownParameters(name)[parameter] !== undefined
        )
        .map((parameter) => `${name}.${parameter}`)
    })
    assert.deepStrictEqual(stale, [])
    const named = allTools.filter((tool) => bridgeTools.has(tool.name))
    assert.strictEqual(named.length, bridgeTools.size)
    assert.deepStrictEqual(named.filter((tool) => Object.keys(ownParameters(tool.name)).length > 0), [])
  })

  it("closed sets are the probe's own", () => {
    const different = allTools.flatMap((tool) =>
      Object.entries(ownParameters(tool.name)).flatMap(([name, { values }]) => {
        const node = parametersOf(tool)[name]
        const own = node === undefined ? [] : closedValues(node)
        return [...own].sort().join() === [...values ?? []].sort().join()
          ? []
          : [`${tool.name}.${name}: ${own.join()} for ${values?.join() ?? "an open set"}`]
      })
    )
    assert.deepStrictEqual(different, [])
  })

  it("a parameter the probe insists on is required, or the tool has a default for it", () => {
    const defaults = new Set(["chr_navigate.action"])
    const loose = allTools.flatMap((tool) =>
      Object.entries(ownParameters(tool.name))
        .filter(([name, parameter]) =>
          parameter.required === true && !defaults.has(`${tool.name}.${name}`) &&
          schemaOf(tool).required?.includes(name) !== true
        )
        .map(([name]) => `${tool.name}.${name}`)
    )
    assert.deepStrictEqual(loose, [])
  })

  it("no mode is empty", () => {
    for (const [mode, tools] of Object.entries(sets)) assert.isAbove(tools.length, 0, mode)
  })
})
