import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { directory } from "./directory.ts"
import { examine } from "./examine.ts"

describe("the doctor's look at the clients", () => {
  const file = ".cursor/mcp.json"
  const write = Effect.fnUntraced(function*(name: string, content: unknown) {
    const home = yield* directory
    fs.mkdirSync(path.join(home, path.dirname(name)), { recursive: true })
    fs.writeFileSync(path.join(home, name), typeof content === "string" ? content : JSON.stringify(content))
    return home
  })
  const checked = Effect.fnUntraced(function*(name: string, content: unknown) {
    const home = yield* write(name, content)
    return (yield* examine([], {}, home)).of("client")
  })
  const server = (entry: object) => ({ mcpServers: { qtmcp: entry } })

  it.live("an entry that can be started is ok, in every client's file", () =>
    Effect.gen(function*() {
      const script = path.join(yield* directory, "qtmcp.js")
      fs.writeFileSync(script, "")
      const entry = { command: process.execPath, args: [script, "--mode", "agent"], env: { QTMCP_PORT: "9333" } }
      const files = [".config/Claude/claude_desktop_config.json", ".claude.json", file]
      for (const name of files) {
        const [found, ...more] = yield* checked(name, server(entry))
        assert.deepInclude(found, { status: "ok" }, found?.message)
        assert.include(found?.message ?? "", name)
        assert.deepStrictEqual(more, [])
      }
      const [code] = yield* checked(".config/Code/User/mcp.json", { servers: { qtmcp: entry } })
      assert.deepInclude(code, { status: "ok" })
    }))

  const faults: ReadonlyArray<readonly [string, unknown, RegExp]> = [
    ["no JSON", "{\"mcpServers\": {", /is no JSON/],
    ["servers under another client's name", { servers: { qtmcp: {} } }, /under "servers"/],
    ["no command", server({ args: [] }), /not as a server is written/],
    [
      "a command that is not there",
      server({ command: "/no/such/node", args: [] }),
      /\/no\/such\/node: there is no such file/
    ],
    [
      "a script that is not there",
      server({ command: process.execPath, args: ["/no/such/qtmcp.js"] }),
      /qtmcp\.js does not exist/
    ],
    [
      "a script that is not found from elsewhere",
      server({ command: process.execPath, args: ["dist/qtmcp.js"] }),
      /relative path/
    ]
  ]
  for (const [what, content, message] of faults) {
    it.live(`${what}: wrong, with a fix`, () =>
      Effect.gen(function*() {
        const [found] = yield* checked(file, content)
        assert.deepInclude(found, { status: "wrong" })
        assert.match(found?.message ?? "", message)
        assert.isAbove((found?.fix ?? "").length, 0)
      }))
  }

  it.live("settings it would not start with, and a Node that is too old", () =>
    Effect.gen(function*() {
      const folder = yield* directory
      const main = path.join(folder, "qtmcp.js")
      fs.writeFileSync(main, "")
      const [settings] = yield* checked(file, server({ command: process.execPath, args: [main, "--prot", "1"] }))
      assert.match(settings?.message ?? "", /unknown flag --prot/)
      const old = path.join(folder, "node")
      fs.writeFileSync(old, "#!/bin/sh\necho v20.20.2\n", { mode: 0o755 })
      const [node] = yield* checked(file, server({ command: old, args: [main] }))
      assert.match(node?.message ?? "", /is Node v20\.20\.2/)
      assert.include(node?.fix ?? "", process.execPath)
    }))

  it.live("what Claude Code keeps for the folder alone, and variables of a client", () =>
    Effect.gen(function*() {
      const broken = { qtmcp: { command: "/no/such/node" } }
      const [own] = yield* checked(".claude.json", { projects: { [process.cwd()]: { mcpServers: broken } } })
      assert.deepInclude(own, { status: "wrong" })
      const [other] = yield* checked(".claude.json", { projects: { "/elsewhere": { mcpServers: broken } } })
      assert.match(other?.message ?? "", /names no qtmcp/)
      const variable = { command: "node", args: ["${workspaceFolder}/qtmcp.js"] }
      assert.deepInclude((yield* checked(file, server(variable)))[0], { status: "note" })
    }))

  it.live("comments and commas are fine where the client reads them", () =>
    Effect.gen(function*() {
      const text = "{ // ours\n\"servers\": { \"other\": { \"url\": \"http://x//y\", }, /* none */ }, }"
      const [found] = yield* checked(".config/Code/User/mcp.json", text)
      assert.match(found?.message ?? "", /names no qtmcp/)
      const [strict] = yield* checked(".claude.json", text)
      assert.match(strict?.message ?? "", /is no JSON/)
    }))

  it.live("nothing is changed", () =>
    Effect.gen(function*() {
      const home = yield* write(file, server({ command: "node", args: ["qtmcp.js"] }))
      const before = fs.readFileSync(path.join(home, file), "utf8")
      yield* examine([], {}, home)
      assert.deepStrictEqual(fs.readdirSync(home), [".cursor"])
      assert.strictEqual(fs.readFileSync(path.join(home, file), "utf8"), before)
    }))
})
