import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { load } from "../../src/layers/settings/load.ts"
import { applicationModes as every, type SettingsValues } from "../../src/services/Settings.ts"
import { fileWith } from "./places.ts"

type Cases = ReadonlyArray<readonly [string, unknown]>

const modes: Cases = [
  ["native", ["native"]],
  ["CU", ["cu"]],
  ["computer_use", ["cu"]],
  ["chrome, native", ["chrome", "native"]],
  ["cu,computer_use,cu", ["cu"]],
  ["all", [...every]],
  ["cu,all", [...every]],
  ["computer_use,all", [...every]]
]

const durations: Cases = [
  ["1", 1],
  ["1500", 1500],
  ["500ms", 500],
  ["30s", 30_000],
  ["0.5s", 500],
  ["2m", 120_000],
  [" 2 m ", 120_000]
]

const addresses: ReadonlyArray<readonly [string, string, number]> = [
  ["9876", "127.0.0.1", 9876],
  ["0", "127.0.0.1", 0],
  [" localhost:80 ", "localhost", 80],
  ["[::1]:9876", "::1", 9876],
  ["0.0.0.0:65535", "0.0.0.0", 65_535]
]

describe("what is accepted", () => {
  for (const [text, expected] of modes) {
    it.effect(`mode ${text}`, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual((yield* load(["--mode", text], {})).mode, expected)
        assert.deepStrictEqual((yield* load([], { QTMCP_MODE: text })).mode, expected)
      }))
  }

  for (const [text, expected] of durations) {
    it.effect(`duration ${text}`, () =>
      Effect.gen(function*() {
        assert.strictEqual((yield* load(["--call-timeout", text], {})).callTimeout, expected)
      }))
  }

  for (const [text, host, port] of addresses) {
    it.effect(`address ${text}`, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual((yield* load(["--http", text], {})).http, { host, port })
        assert.deepStrictEqual((yield* load([], { QTMCP_HTTP: text })).http, { host, port })
      }))
  }

  it.effect("--http needs no value, wherever it stands", () =>
    Effect.gen(function*() {
      for (const argv of [["--http"], ["--http", "--no-stdio"], ["--target", "app", "--http", "--", "x"]]) {
        const { http } = yield* load(argv, {})
        assert.deepStrictEqual(http, { host: "127.0.0.1", port: 9876 })
      }
    }))

  it.effect("a launched program does not inherit the token", () =>
    Effect.gen(function*() {
      const secret = "0123456789abcdef"
      const { environment, token } = yield* load([], { QTMCP_TOKEN: secret, QTPILOT_TOKEN: secret, LANG: "C" })
      assert.deepStrictEqual([token, environment], [secret, { LANG: "C" }])
    }))

  it.effect("a token that cannot be used is not repeated", () =>
    Effect.gen(function*() {
      const { message } = yield* Effect.flip(load(["--token", "short secret"], {}))
      assert.include(message, "--token")
      assert.notInclude(message, "secret")
    }))

  it.effect("a switch needs no value, and takes one after =", () =>
    Effect.gen(function*() {
      assert.isTrue((yield* load(["--demo"], { QTMCP_DEMO: "off" })).demo)
      assert.isFalse((yield* load(["--demo=off"], { QTMCP_DEMO: "on" })).demo)
    }))

  it.effect("what repeats is kept in order, and what stands after -- is the target's", () =>
    Effect.gen(function*() {
      const argv = ["--target", "app", "--arg", "a", "--env", "A=1", "--env", "B=2", "--", "--demo", "", "[x"]
      const { args, demo, env } = yield* load(argv, {})
      assert.deepStrictEqual({ args, demo, env }, {
        args: ["a", "--demo", "", "[x"],
        demo: false,
        env: { A: "1", B: "2" }
      })
    }))

  it.effect("a target gives way to another application named in a stronger place", () =>
    Effect.gen(function*() {
      const environment = { QTMCP_TARGET: "app" }
      const seen = ({ demo, target }: SettingsValues) => ({ demo, target })
      assert.deepStrictEqual(seen(yield* load([], environment)), { demo: false, target: "app" })
      assert.deepStrictEqual(seen(yield* load(["--demo"], environment)), { demo: true, target: undefined })
      assert.deepStrictEqual(seen(yield* load(["--ws-url", "ws://a:1"], environment)), {
        demo: false,
        target: undefined
      })
      assert.deepStrictEqual(seen(yield* load(["--target", "b"], { QTMCP_DEMO: "1" })), { demo: false, target: "b" })
    }))

  it.effect("the port of a target is that of --port, of --ws-url, or with 0 a free one", () =>
    Effect.gen(function*() {
      const ports = Effect.map((settings: SettingsValues) => settings.targetPort)
      assert.strictEqual(yield* ports(load(["--target", "a", "--port", "0"], {})), 0)
      assert.strictEqual(yield* ports(load(["--target", "a", "--port", "4000"], {})), 4000)
      assert.strictEqual(yield* ports(load(["--target", "a", "--ws-url", "ws://localhost:5000"], {})), 5000)
      assert.strictEqual(yield* ports(load(["--target", "a"], {})), 9222)
    }))

  it.effect("a file writes values as JSON has them", () =>
    Effect.gen(function*() {
      const file = yield* fileWith(
        JSON.stringify({ mode: ["cu", "chrome"], relaunch: true, port: 4000, "call-timeout": 250, structured: false })
      )
      const { callTimeout, mode, relaunch, structured, wsUrl } = yield* load(["--config", file], {})
      assert.deepStrictEqual({ callTimeout, mode, relaunch, structured, wsUrl }, {
        callTimeout: 250,
        mode: ["cu", "chrome"],
        relaunch: true,
        structured: false,
        wsUrl: "ws://localhost:4000"
      })
    }))
})

interface Refusal {
  readonly argv?: ReadonlyArray<string>
  readonly env?: Readonly<Record<string, string>>
  readonly file?: string
  /** What the line has to name. */
  readonly names: ReadonlyArray<string>
}

const modeNames = [...every, "all"]

const refusals: ReadonlyArray<Refusal> = [
  { argv: ["--mode", "both"], names: ["--mode", "\"both\"", ...modeNames] },
  { argv: ["--mode", "cu,"], names: ["--mode", ...modeNames] },
  { argv: ["--mode="], names: ["--mode", ...modeNames] },
  { argv: ["--mode", "all,both"], names: ["--mode", ...modeNames] },
  { argv: ["--mode"], names: ["--mode", "needs a value", ...modeNames] },
  { argv: ["--mode", "--demo"], names: ["--mode", "needs a value"] },
  { env: { QTMCP_MODE: "x" }, names: ["QTMCP_MODE", ...modeNames] },
  { env: { QTPILOT_MODE: "x" }, names: ["QTPILOT_MODE", ...modeNames] },
  { argv: ["--ws-url", "http://localhost"], names: ["--ws-url", "ws://"] },
  { argv: ["--ws-url", "localhost:9222"], names: ["--ws-url", "ws://"] },
  { argv: ["--ws-url", "ws://"], names: ["--ws-url"] },
  { argv: ["--port", "0"], names: ["--port", "1 to 65535"] },
  { argv: ["--port", "65536"], names: ["--port", "1 to 65535"] },
  { argv: ["--port", "-1"], names: ["--port", "1 to 65535"] },
  { argv: ["--port", "9222x"], names: ["--port", "1 to 65535"] },
  { env: { QTMCP_PORT: "1.5" }, names: ["QTMCP_PORT", "1 to 65535"] },
  { argv: ["--demo=maybe"], names: ["--demo", "true", "false"] },
  { argv: ["--demo", "true"], names: ["\"true\"", "--help"] },
  { env: { QTMCP_STRUCTURED: "ja" }, names: ["QTMCP_STRUCTURED", "true", "false"] },
  { argv: ["--call-timeout", "0"], names: ["--call-timeout", "500ms", "30s", "2m"] },
  { argv: ["--call-timeout", "-5s"], names: ["--call-timeout"] },
  { argv: ["--call-timeout", "1h"], names: ["--call-timeout", "500ms"] },
  { argv: ["--call-timeout", "soon"], names: ["--call-timeout", "500ms"] },
  { env: { QTPILOT_CALL_TIMEOUT: "1e3" }, names: ["QTPILOT_CALL_TIMEOUT", "500ms"] },
  { argv: ["--log-level", "loud"], names: ["--log-level", "trace", "debug", "info", "warn", "error", "none"] },
  { argv: ["--log-file", ""], names: ["--log-file"] },
  { argv: ["--log-size", "10TB"], names: ["--log-size", "10TB", "1kB to 10GB"] },
  { argv: ["--log-size", "999"], names: ["--log-size", "999"] },
  { argv: ["--log-files", "0"], names: ["--log-files", "1 to 99"] },
  { argv: ["--caps", "log,nothing"], names: ["--caps", "record, log, tasks, all"] },
  { argv: ["--moed", "cu"], names: ["--moed", "--mode", "--help"] },
  { argv: ["-x"], names: ["-x", "--mode"] },
  { argv: ["--no-demo"], names: ["--no-demo", "--demo"] },
  { argv: ["serve"], names: ["\"serve\"", "--help"] },
  { argv: ["--"], names: ["--target", "--help"] },
  { argv: ["--target", "app", "--demo"], names: ["--target", "--demo"] },
  { argv: ["--env", "A"], names: ["--env", "NAME=VALUE"] },
  { argv: ["--arg", "--verbose"], names: ["--arg", "needs a value"] },
  { argv: ["--qt-version", "7"], names: ["--qt-version", "6.8"] },
  { env: { QTMCP_LAUNCHER: "a", QTMCP_STARTUP_TIMEOUT: "0" }, names: ["QTMCP_STARTUP_TIMEOUT"] },
  { argv: ["--config", "/no/such/file.json"], names: ["--config", "/no/such/file.json", "cannot be read"] },
  { env: { QTMCP_CONFIG: "/no/such/file.json" }, names: ["QTMCP_CONFIG", "/no/such/file.json", "cannot be read"] },
  { argv: ["--http", "localhost"], names: ["--http", "HOST:PORT"] },
  { argv: ["--http", "::1:9876"], names: ["--http", "[::1]:9876"] },
  { argv: ["--http", "http://localhost:1"], names: ["--http"] },
  { argv: ["--http=127.0.0.1:65536"], names: ["--http"] },
  { env: { QTMCP_HTTP: "here" }, names: ["QTMCP_HTTP", "\"here\""] },
  { argv: ["--no-stdio"], names: ["--no-stdio", "--http"] },
  { env: { QTMCP_TOKEN: "x" }, names: ["QTMCP_TOKEN", "16"] },
  { file: "{\"port\": ", names: ["--config", "JSON"] },
  { file: "[]", names: ["--config", "JSON object"] },
  { file: "{\"port\": null}", names: ["--config", "text, numbers, booleans"] },
  { file: "{\"Port\": 1}", names: ["--config", "\"Port\"", "port", "mode"] },
  { file: "{\"config\": \"other.json\"}", names: ["--config", "\"config\""] },
  { file: "{\"mode\": \"none\"}", names: ["config.json", "mode", ...modeNames] },
  { file: "{\"port\": 70000}", names: ["config.json", "port", "1 to 65535"] }
]

describe("what is refused, in one line that says where and what is allowed", () => {
  for (const { argv = [], env = {}, file, names } of refusals) {
    it.effect(
      [...argv, ...Object.entries(env).map((pair) => pair.join("=")), file ?? ""].join(" "),
      () =>
        Effect.gen(function*() {
          const config = file === undefined ? [] : ["--config", yield* fileWith(file)]
          const { _tag, message } = yield* Effect.flip(load([...argv, ...config], env))
          assert.strictEqual(_tag, "SettingsError")
          assert.notInclude(message, "\n")
          for (const name of names) assert.include(message, name)
        })
    )
  }
})
