import { assert, describe, it } from "@effect/vitest"
import { type Import, importsOf, scripts, sources } from "./sources.ts"

/** The rooms from the bottom up; a file may import from its own and from those below. */
const rooms = ["services", "tools", "layers", "main"] as const

const roomOf = (file: string): number => {
  const [, folder = "main"] = /^src\/(\w+)\//.exec(file) ?? []
  return rooms.findIndex((room) => room === folder)
}

const imports = sources.flatMap(importsOf)
const shown = ({ from, to }: Import) => `${from} -> ${to}`

/** Files that may know what the rest may not, each by what it is there for. */
const socketFile = /(?:^|\/)\w*Socket\.ts$|^src\/layers\/probe\/hurry\.ts$/i
const hostFile = /^src\/layers\/(?:McpProgram|\w*Host|program\/\w+|stdio\/\w+|http\/(?:door\/)?\w+)\.ts$/

const reachable = (entries: ReadonlyArray<string>): ReadonlySet<string> => {
  const found = new Set(entries)
  for (const file of found) {
    for (const { from, to } of imports) if (from === file && to.startsWith("src/")) found.add(to)
  }
  return found
}

/** A ring of imports that remains when the types are gone. The demo's objects know one another, as Qt's do. */
const ring = (): ReadonlyArray<string> => {
  const loaded = imports.filter(({ from, lazy, typeOnly }) =>
    !typeOnly && !lazy && !from.startsWith("src/layers/demo/")
  )
  const next = Map.groupBy(loaded, ({ from }) => from)
  const done = new Set<string>()
  const visit = (file: string, trail: ReadonlyArray<string>): ReadonlyArray<string> => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file]
    if (done.has(file)) return []
    for (const { to } of next.get(file) ?? []) {
      const found = visit(to, [...trail, file])
      if (found.length > 0) return found
    }
    done.add(file)
    return []
  }
  for (const file of sources) {
    const found = visit(file.path, [])
    if (found.length > 0) return found
  }
  return []
}

describe("imports", () => {
  it("are found in every form", () => {
    const text = [
      "import * as A from \"./a.ts\"",
      "import type { B } from \"../b.ts\"",
      "export {\n  c,\n  d\n} from \"pkg/c\"",
      "import \"./side.ts\"",
      "const later = () => import(\"./lazy.ts\")"
    ].join("\n")
    assert.deepStrictEqual(
      importsOf({ path: "src/tools/x/y.ts", text }).map(({ lazy, to, typeOnly }) => [to, typeOnly, lazy]),
      [
        ["src/tools/x/a.ts", false, false],
        ["src/tools/b.ts", true, false],
        ["pkg/c", false, false],
        ["src/tools/x/side.ts", false, false],
        ["src/tools/x/lazy.ts", false, true]
      ]
    )
    assert.isAbove(imports.length, sources.length)
  })

  it("run one way: main -> layers -> tools -> services", () => {
    const upward = imports.filter(({ from, to }) => to.startsWith("src/") && roomOf(to) > roomOf(from))
    assert.deepStrictEqual(upward.map(shown), [])
  })

  it("every source file is in a room", () => {
    assert.deepStrictEqual(sources.filter(({ path }) => roomOf(path) < 0).map(({ path }) => path), [])
  })

  it("the services know Effect and one another, nothing else", () => {
    const foreign = imports.filter(({ from, to }) =>
      from.startsWith("src/services/") && !to.startsWith("src/services/") && !to.startsWith("effect/")
    )
    assert.deepStrictEqual(foreign.map(shown), [])
  })

  it("only the socket files know ws", () => {
    const found = imports.filter(({ from, to }) => to === "ws" && !socketFile.test(from))
    assert.deepStrictEqual(found.map(shown), [])
  })

  it("only the hosts and the MCP program know the MCP SDK", () => {
    const found = imports.filter(({ from, to }) => to.startsWith("@modelcontextprotocol/") && !hostFile.test(from))
    assert.deepStrictEqual(found.map(shown), [])
  })

  it("tools do no I/O of their own but writing a picture", () => {
    const found = imports.filter(({ from, to }) => /^src\/(?:services|tools)\//.test(from) && to.startsWith("node:"))
    assert.deepStrictEqual([...new Set(found.map(({ from }) => from))], ["src/tools/image.ts"])
  })

  it("name Effect's modules, not its barrels", () => {
    const barrels = scripts.flatMap(importsOf).filter(({ to }) => to === "effect" || to === "@effect/platform-node")
    assert.deepStrictEqual(barrels.map(shown), [])
  })

  it("go in no ring when the types are gone", () => {
    assert.deepStrictEqual(ring(), [])
  })

  it("reach every source file from what is started or exported", () => {
    const entries = ["src/bin.ts", "src/main.ts", "src/index.ts"].filter((entry) =>
      sources.some(({ path }) => path === entry)
    )
    const reached = reachable(entries)
    assert.deepStrictEqual(sources.map(({ path }) => path).filter((path) => !reached.has(path)), [])
  })
})
