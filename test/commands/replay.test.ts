import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import * as Demo from "../../src/layers/demo/Demo.ts"
import { deadPort, run } from "../harness/mcp/BridgeProcess.ts"
import { directory } from "./directory.ts"
import { changed, recorded, session } from "./recorded.ts"

const replay = (file: string, ...args: ReadonlyArray<string>) =>
  run(["replay", file, "--no-discovery", ...(args.length === 0 ? ["--demo"] : args)])

describe("qtmcp replay", () => {
  it.live("finds the same session in a fresh application the same", () =>
    Effect.gen(function*() {
      const { code, stderr, stdout } = yield* replay(yield* recorded(session))
      assert.deepStrictEqual({ code, stderr }, { code: 0, stderr: "" })
      assert.match(stdout, /^the same: 11 calls, 1 of the bridge left out\n$/)
    }))

  it.live("says which call was answered otherwise first, and how", () =>
    Effect.gen(function*() {
      const file = yield* recorded(session)
      const { code, stdout } = yield* replay(changed(file, /"mcp_out".*"call":4,/, "Ada", "Bob"))
      assert.strictEqual(code, 1)
      assert.match(
        stdout,
        /^call 4, qt_properties_get \{"objectId":"e\d+","name":"text"\}: another answer, from line 1 on\n/
      )
      assert.match(stdout, /expected:\n.*Bob[^]*got:\n.*Ada/)
    }))

  it.live("a call that failed has to fail, and one that did not must not", () =>
    Effect.gen(function*() {
      const file = yield* recorded(session)
      const better = yield* replay(
        changed(file, /"mcp_out".*"call":5,/, "\"ok\":false,\"error\"", "\"ok\":true,\"result\"")
      )
      assert.strictEqual(better.code, 1)
      assert.match(better.stdout, /^call 5, qt_properties_get/)
      const worse = yield* replay(changed(file, /"mcp_in".*"call":4,/, "\"name\":\"text\"", "\"name\":\"wrong\""))
      assert.strictEqual(worse.code, 1)
      assert.match(worse.stdout, /^call 4[^]*got:\n.*-32010/)
    }))

  it.live("notices an application in another state", () =>
    Effect.gen(function*() {
      const file = yield* recorded((call) => call("qt_properties_get", { objectId: "nameEdit", name: "text" }))
      const demo = yield* Demo.start()
      assert.strictEqual((yield* replay(file, "--port", String(demo.port))).code, 0)
      yield* run([
        "call",
        "ui_act",
        "{\"steps\":[{\"do\":\"fill\",\"target\":\"Name\",\"value\":\"x\"}]}",
        "--port",
        String(demo.port)
      ])
      assert.strictEqual((yield* replay(file, "--port", String(demo.port))).code, 1)
    }))

  it.live("refs and subscriptions may have other numbers, but each stands for one", () =>
    Effect.gen(function*() {
      const file = yield* recorded(Effect.fnUntraced(function*(call) {
        yield* call("qt_objects_find", { name: "nameEdit" })
        yield* call("qt_objects_find", { name: "emailEdit" })
        yield* call("qt_properties_set", { objectId: "e2", name: "text", value: "plain" })
        yield* call("qt_signals_subscribe", { objectId: "e2", signal: "textChanged" })
        yield* call("qt_signals_unsubscribe", { subscriptionId: "sub_1" })
      }))
      const shifted = fs.readFileSync(file, "utf8")
        .replaceAll("e1 ", "e71 ").replaceAll("e2", "e72").replaceAll("sub_1", "sub_9")
      fs.writeFileSync(`${file}.shifted`, shifted)
      assert.strictEqual((yield* replay(`${file}.shifted`)).code, 0)
      fs.writeFileSync(`${file}.mixed`, shifted.replaceAll("e71", "e72"))
      assert.strictEqual((yield* replay(`${file}.mixed`)).code, 1)
    }))

  it.live("secrets come from the file, and without it nothing is typed", () =>
    Effect.gen(function*() {
      const secrets = path.join(yield* directory, "secrets.txt")
      fs.writeFileSync(secrets, "first secret\nhunter2\n")
      const file = yield* recorded(
        Effect.fnUntraced(function*(call) {
          yield* call("qt_properties_set", { objectId: "nameEdit", name: "text", value: "<hunter2>" })
          yield* call("qt_properties_get", { objectId: "nameEdit", name: "text" })
        }),
        { secrets }
      )
      assert.notInclude(fs.readFileSync(file, "utf8"), "hunter2")
      const demo = yield* Demo.start()
      const port = String(demo.port)
      const without = yield* replay(file, "--port", port)
      assert.strictEqual(without.code, 2)
      assert.match(without.stderr, /^qtmcp replay: call 1, qt_properties_set: it typed a secret.*--secrets file/)
      assert.strictEqual((yield* replay(file, "--port", port, "--secrets", secrets)).code, 0)
      const set = (yield* demo.requests).filter(({ method }) => method === "qt.properties.set")
      assert.deepInclude(set.at(-1)?.params, { name: "text", value: "<hunter2>" })
    }))

  it.live("reads a log that was turned over, and of several sessions the last", () =>
    Effect.gen(function*() {
      const file = yield* recorded(session, { logSize: 20_000, logFiles: 99 })
      assert.isTrue(fs.existsSync(`${file}.1`))
      assert.match((yield* replay(file)).stdout, /^the same: 11 calls/)
      const all = `${file}.all`
      fs.writeFileSync(all, `${fs.readFileSync(yield* recorded(session), "utf8")}half a li\n`)
      fs.appendFileSync(all, fs.readFileSync(yield* recorded((call) => call("qt_ping"))))
      const { code, stderr, stdout } = yield* replay(all)
      assert.deepStrictEqual([code, stdout], [0, "the same: 1 call, 0 of the bridge left out\n"])
      assert.match(stderr, /holds 2 sessions; the last one is replayed\n1 line of .* cannot be read\n/)
    }))

  it.live("bad usage, no file, no session and no application are code 2", () =>
    Effect.gen(function*() {
      const file = yield* recorded((call) => call("qt_ping"))
      const empty = path.join(yield* directory, "empty.jsonl")
      fs.writeFileSync(empty, "{\"not\":\"a log\"}\n")
      const cases: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
        [["replay"], /which file/],
        [["replay", "/no/such/file"], /cannot be read.*ENOENT/],
        [["replay", empty], /holds no call of a tool/],
        [["replay", file, "another"], /unexpected argument "another"/],
        [["replay", file, "--emit-tests"], /unknown flag --emit-tests/],
        [["replay", file, "--port", deadPort], /Not connected to a probe/]
      ]
      for (const [args, message] of cases) {
        const { code, stderr, stdout } = yield* run(args)
        assert.deepStrictEqual([code, stdout], [2, ""], args.join(" "))
        assert.match(stderr, message)
        assert.match(stderr, /^qtmcp[^\n]*\n$/)
      }
    }))
})
