import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { load } from "../../src/layers/settings/load.ts"
import { environmentNames, rows } from "../../src/layers/settings/table.ts"
import { Settings, type SettingsValues } from "../../src/services/Settings.ts"
import { fileWith } from "./places.ts"

const tokens = ["0123456789abcdef", "fedcba9876543210", "a.b_c~d+e/f-0123="] as const

/** Of every setting: how it is written, and as what it is read, in three ways. */
const cases: Record<string, readonly [keyof SettingsValues, ...ReadonlyArray<readonly [string, unknown]>]> = {
  mode: ["mode", ["cu", ["cu"]], ["chrome", ["chrome"]], ["native,cu", ["native", "cu"]]],
  "ws-url": ["wsUrl", ["ws://a:1", "ws://a:1"], ["wss://b/x", "wss://b/x"], ["ws://[::1]:3", "ws://[::1]:3"]],
  port: ["wsUrl", ["1", "ws://localhost:1"], ["65535", "ws://localhost:65535"], ["9000", "ws://localhost:9000"]],
  demo: ["demo", ["true", true], ["0", false], ["on", true]],
  "call-timeout": ["callTimeout", ["500ms", 500], ["2m", 120_000], ["1500", 1500]],
  "log-level": ["logLevel", ["debug", "debug"], ["none", "none"], ["WARN", "warn"]],
  "log-file": ["logFile", ["a.log", "a.log"], ["b c.log", "b c.log"], ["/x", "/x"]],
  caps: ["caps", ["log", ["log"]], ["record", ["record"]], ["record,log", ["record", "log"]]],
  "log-session": ["logSession", ["a.jsonl", "a.jsonl"], ["b c.jsonl", "b c.jsonl"], ["/x", "/x"]],
  "log-size": ["logSize", ["1kB", 1000], ["2.5MB", 2_500_000], ["10GB", 10_000_000_000]],
  "log-files": ["logFiles", ["1", 1], ["99", 99], ["7", 7]],
  secrets: ["secrets", ["a.txt", "a.txt"], ["b c.txt", "b c.txt"], ["/x", "/x"]],
  structured: ["structured", ["yes", true], ["no", false], ["1", true]],
  "x11-input": ["x11Input", ["off", "off"], ["auto", "auto"], ["OFF", "off"]],
  target: ["target", ["/a/b", "/a/b"], ["c d", "c d"], ["./e", "./e"]],
  arg: ["args", ["-a b", ["-a b"]], ["x\ny", ["x", "y"]], ["[\"-a\",\"b c\"]", ["-a", "b c"]]],
  probe: ["probe", ["a.so", "a.so"], ["b.so", "b.so"], ["/c.so", "/c.so"]],
  "launcher-path": ["launcherPath", ["a", "a"], ["b", "b"], ["/c", "/c"]],
  "qt-dir": ["qtDir", ["a", "a"], ["b", "b"], ["/c", "/c"]],
  "qt-version": ["qtVersion", ["6", "6"], ["5.15-patched", "5.15-patched"], ["6.8.1", "6.8.1"]],
  cwd: ["cwd", ["a", "a"], ["b", "b"], ["/c", "/c"]],
  env: ["env", ["A=1=2", { A: "1=2" }], ["A=1\nB=", { A: "1", B: "" }], ["[\"C=d\\ne\"]", { C: "d\ne" }]],
  platform: ["platform", ["offscreen", "offscreen"], ["xcb", "xcb"], ["vnc:size=1x1", "vnc:size=1x1"]],
  "startup-timeout": ["startupTimeout", ["5s", 5000], ["500ms", 500], ["1m", 60_000]],
  "app-debug": ["appDebug", ["on", true], ["0", false], ["yes", true]],
  relaunch: ["relaunch", ["on", true], ["0", false], ["yes", true]],
  "app-log": ["appLog", ["a.log", "a.log"], ["b.log", "b.log"], ["/c", "/c"]],
  "no-discovery": ["discovery", ["true", false], ["off", true], ["yes", false]],
  "discovery-port": ["discoveryPort", ["1", 1], ["65535", 65_535], ["9000", 9000]],
  http: [
    "http",
    ["8000", { host: "127.0.0.1", port: 8000 }],
    ["[::1]:9000", { host: "::1", port: 9000 }],
    ["box.lan:0", { host: "box.lan", port: 0 }]
  ],
  token: ["token", [tokens[0], tokens[0]], [tokens[1], tokens[1]], [tokens[2], tokens[2]]],
  "executor-url": ["executorUrl", ["ws://a/ws", "ws://a/ws"], ["wss://b/x?y", "wss://b/x?y"], ["ws://c:1", "ws://c:1"]],
  "executor-token": ["executorToken", [tokens[0], tokens[0]], [tokens[1], tokens[1]], [tokens[2], tokens[2]]],
  "exec-timeout": ["execTimeout", ["30s", 30_000], ["600", 600], ["250ms", 250]],
  "exec-wait": ["execWait", ["1s", 1000], ["20000", 20_000], ["1m", 60_000]],
  "exec-max-output": ["execMaxOutput", ["1kB", 1000], ["2000000", 2_000_000], ["10MB", 10_000_000]],
  "exec-allow": ["execAllow", ["echo", ["echo"]], ["echo, ls,echo", ["echo", "ls"]], ["/bin/ls", ["/bin/ls"]]],
  "exec-pass-env": ["execPassEnv", ["A", ["A"]], ["A,B", ["A", "B"]], ["C", ["C"]]],
  "claude-path": ["claudePath", ["/opt/claude", "/opt/claude"], ["claude-next", "claude-next"], ["x y", "x y"]],
  state: ["state", ["a.db", "a.db"], ["b c.db", "b c.db"], ["/x", "/x"]],
  "discover-lan": ["discoverLan", ["on", true], ["no", false], ["1", true]]
}

describe("precedence", () => {
  it("every row of the table is tried", () => {
    // What is not here needs another setting beside it, and is tried further down.
    assert.includeMembers([...Object.keys(cases), "config", "no-stdio"], rows.map((row) => row.flag))
  })

  it.effect("with nothing set the defaults hold, and they are what the table prints", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* load([], {}), Settings.defaults)
      for (const { default: printed, flag } of rows) {
        if (printed === "stderr" || printed === "none") continue
        assert.deepStrictEqual(yield* load([`--${flag}=${printed}`], {}), Settings.defaults, flag)
      }
    }))

  for (const { flag } of rows) {
    const [key, strong, middle, weak] = cases[flag] ?? []
    if (key === undefined) continue
    const [variable, alias] = environmentNames(flag)
    const of = (settings: SettingsValues) => settings[key]
    it.effect(`--${flag}: flag, environment, file, default`, () =>
      Effect.gen(function*() {
        const file = yield* fileWith(JSON.stringify({ [flag]: weak?.[0] }))
        const flags = [`--${flag}=${strong?.[0]}`]
        const environment = { [variable]: middle?.[0] }
        const config = ["--config", file]
        assert.deepStrictEqual(of(yield* load([...flags, ...config], environment)), strong?.[1])
        assert.deepStrictEqual(of(yield* load(config, environment)), middle?.[1])
        assert.deepStrictEqual(of(yield* load(config, {})), weak?.[1])
        assert.deepStrictEqual(of(yield* load([], {})), Settings.defaults[key])
      }))

    it.effect(`${alias} is an alias of ${variable}, which beats it; an empty variable is none`, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(of(yield* load([], { [alias]: middle?.[0] })), middle?.[1])
        assert.deepStrictEqual(of(yield* load([], { [variable]: weak?.[0], [alias]: middle?.[0] })), weak?.[1])
        assert.deepStrictEqual(of(yield* load([], { [variable]: "", [alias]: middle?.[0] })), middle?.[1])
        assert.deepStrictEqual(of(yield* load([], { [variable]: "" })), Settings.defaults[key])
      }))
  }

  it.effect("an allow-list that an executor elsewhere would not keep to is refused", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(load(["--executor-url", "ws://localhost:8004/ws", "--exec-allow", "git"], {}))
      assert.match(error.message, /--exec-allow and --executor-url exclude one another/)
    }))

  it.effect("variables of the original executor count, and the twin beats them", () =>
    Effect.gen(function*() {
      const { execAllow, execMaxOutput, execTimeout, executorToken, executorUrl } = yield* load([], {
        CC_EXECUTOR_WEBSOCKET_URL: "ws://localhost:8004/ws",
        CC_EXECUTOR_AUTH_TOKEN: tokens[0],
        CC_EXECUTOR_DEFAULT_TIMEOUT: "90",
        CC_EXECUTOR_MAX_OUTPUT_SIZE: "10485760",
        ALLOWED_COMMANDS: "echo,ls"
      })
      assert.deepStrictEqual([executorUrl, executorToken, execTimeout, execMaxOutput, execAllow], [
        "ws://localhost:8004/ws",
        tokens[0],
        90_000,
        10_485_760,
        ["echo", "ls"]
      ])
      const both = yield* load([], { CC_EXECUTOR_DEFAULT_TIMEOUT: "90", QTMCP_EXEC_TIMEOUT: "5s" })
      assert.strictEqual(both.execTimeout, 5000)
      const inItsUnit = yield* load([], { CC_EXECUTOR_DEFAULT_TIMEOUT: "1500ms" })
      assert.strictEqual(inItsUnit.execTimeout, 1500)
      const own = yield* load([], { QTMCP_EXEC_TIMEOUT: "90" })
      assert.strictEqual(own.execTimeout, 90)
    }))

  it.effect("what is launched or run inherits no token", () =>
    Effect.gen(function*() {
      const { environment } = yield* load([], { QTMCP_TOKEN: tokens[0], CC_EXECUTOR_AUTH_TOKEN: tokens[1], A: "1" })
      assert.deepStrictEqual(environment, { A: "1" })
    }))

  it.effect("--mode all is every way to drive an application; exec has to be named", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual((yield* load(["--mode", "all"], {})).mode, ["agent", "native", "cu", "chrome"])
      assert.deepStrictEqual((yield* load(["--mode", "exec,all"], {})).mode, [
        "agent",
        "native",
        "cu",
        "chrome",
        "exec"
      ])
      assert.deepStrictEqual((yield* load(["--mode", "exec"], {})).mode, ["exec"])
    }))

  it.effect("--config: the flag beats the variable", () =>
    Effect.gen(function*() {
      const strong = yield* fileWith("{\"port\":1}")
      const weak = yield* fileWith("{\"port\":2}")
      assert.strictEqual((yield* load(["--config", strong], { QTMCP_CONFIG: weak })).wsUrl, "ws://localhost:1")
      assert.strictEqual((yield* load([], { QTMCP_CONFIG: weak })).wsUrl, "ws://localhost:2")
      assert.strictEqual((yield* load([], { QTPILOT_CONFIG: weak })).wsUrl, "ws://localhost:2")
    }))

  it.effect("of a flag given twice the last holds", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* load(["--port", "1", "--port", "2"], {})).wsUrl, "ws://localhost:2")
    }))
})

describe("--http and --no-stdio", () => {
  it.effect("serve beside stdio, or in its place, from any place", () =>
    Effect.gen(function*() {
      const stdio = Effect.map((settings: SettingsValues) => settings.stdio)
      const file = yield* fileWith("{\"http\": true, \"no-stdio\": true}")
      assert.isTrue(yield* stdio(load(["--http"], {})))
      assert.isFalse(yield* stdio(load(["--no-stdio", "--http"], {})))
      assert.isFalse(yield* stdio(load(["--no-stdio"], { QTMCP_HTTP: "8000" })))
      assert.isFalse(yield* stdio(load([], { QTMCP_HTTP: "8000", QTPILOT_NO_STDIO: "1" })))
      assert.isTrue(yield* stdio(load(["--no-stdio=off", "--config", file], {})))
      const { http, stdio: served } = yield* load(["--config", file], {})
      assert.deepStrictEqual([http, served], [{ host: "127.0.0.1", port: 9876 }, false])
    }))
})

describe("--ws-url and --port", () => {
  const url = "ws://there:5"
  const local = "ws://localhost:7"
  const places: ReadonlyArray<readonly [string, string, string]> = [
    ["flag", "flag", url],
    ["flag", "environment", url],
    ["environment", "flag", local],
    ["environment", "environment", url],
    ["environment", "file", url],
    ["file", "environment", local],
    ["file", "flag", local],
    ["file", "file", url]
  ]
  for (const [urlFrom, portFrom, expected] of places) {
    it.effect(`the url from the ${urlFrom}, the port from the ${portFrom}`, () =>
      Effect.gen(function*() {
        const inFile = { ...(urlFrom === "file" ? { "ws-url": url } : {}), ...(portFrom === "file" ? { port: 7 } : {}) }
        const file = yield* fileWith(JSON.stringify(inFile))
        const argv = [
          "--config",
          file,
          ...(urlFrom === "flag" ? ["--ws-url", url] : []),
          ...(portFrom === "flag" ? ["--port", "7"] : [])
        ]
        const environment = {
          ...(urlFrom === "environment" ? { QTMCP_WS_URL: url } : {}),
          ...(portFrom === "environment" ? { QTMCP_PORT: "7" } : {})
        }
        assert.strictEqual((yield* load(argv, environment)).wsUrl, expected)
      }))
  }
})
