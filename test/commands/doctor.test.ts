import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as dgram from "node:dgram"
import * as fs from "node:fs"
import * as http from "node:http"
import * as path from "node:path"
import { run } from "../harness/mcp/BridgeProcess.ts"
import { listen } from "../harness/mcp/PlainProbe.ts"
import { announcement, announcer, freePort } from "../layers/discovery/announcing.ts"
import { directory } from "./directory.ts"
import { examine } from "./examine.ts"

const script = Effect.fnUntraced(function*(name: string, text: string, mode: number) {
  const file = path.join(yield* directory, name)
  fs.writeFileSync(file, text, { mode })
  return file
})

describe("qtmcp doctor", () => {
  it.live("with nothing to check nothing is wrong, line by line", () =>
    Effect.gen(function*() {
      const { code, stdout } = yield* run(["doctor", "--no-discovery", "--port", "9"], { HOME: yield* directory })
      assert.strictEqual(code, 0)
      const names = stdout.trimEnd().split("\n").map((line) => /^(?:ok|-) +(\w+) /.exec(line)?.[1])
      assert.deepStrictEqual(names, [
        "node",
        "target",
        "probe",
        "port",
        "display",
        "launcher",
        "dpi",
        "client",
        "discovery"
      ])
      assert.include(stdout, process.version)
    }))

  it.live("what is wrong has a fix, and the exit code is 1", () =>
    Effect.gen(function*() {
      const { code, stdout } = yield* run(["doctor", "--no-discovery", "--target", "/no/such/app"], {
        HOME: yield* directory
      })
      assert.strictEqual(code, 1)
      assert.match(stdout, /^WRONG +target +\/no\/such\/app: there is no such file\n +fix: .*--target$/m)
    }))

  it.live("bad usage", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* run(["doctor", "now"])).code, 2)
      assert.strictEqual((yield* run(["doctor", "--port", "none"])).code, 2)
    }))
})

describe("the target", () => {
  it.live("a file that is not executable, a folder, and a program without Qt", () =>
    Effect.gen(function*() {
      const plain = yield* examine(["--target", yield* script("app", "#!/bin/sh\n", 0o644)])
      assert.match(plain.check("target")?.message ?? "", /not executable/)
      assert.match(plain.check("target")?.fix ?? "", /^chmod \+x/)
      assert.match((yield* examine(["--target", yield* directory])).check("target")?.message ?? "", /folder/)
      const node = yield* examine(["--target", process.execPath])
      assert.deepInclude(node.check("target"), { status: "wrong" })
      assert.match(node.check("target")?.message ?? "", /links no Qt library/)
      assert.match(node.check("probe")?.fix ?? "", /--probe/)
    }))

  it.live("a probe that is none", () =>
    Effect.gen(function*() {
      const probe = yield* script("probe.so", "text", 0o644)
      assert.match((yield* examine(["--probe", probe])).check("probe")?.message ?? "", /no shared library/)
      const target = yield* script("app", "#!/bin/sh\n", 0o755)
      assert.deepInclude((yield* examine(["--target", target, "--probe", probe])).check("probe"), { status: "wrong" })
    }))
})

describe("the port", () => {
  it.live("a probe is known by its handshake, asked nothing, and left politely", () =>
    Effect.gen(function*() {
      const server = yield* Effect.acquireRelease(
        Effect.callback<http.Server>((resume) => {
          const made = http.createServer()
          made.listen(0, "127.0.0.1", () => resume(Effect.succeed(made)))
        }),
        (made) => Effect.sync(() => void made.close())
      )
      const heard: Array<Buffer> = []
      server.on("upgrade", (_, socket) => {
        socket.on("data", (bytes: Buffer) => heard.push(bytes))
        socket.on("end", () => socket.end())
        socket.write("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nServer: qtPilot\r\n\r\n")
      })
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      const { check } = yield* examine(["--port", String(port)])
      assert.deepInclude(check("port"), { status: "ok" })
      assert.include(
        check("port")?.message ?? "",
        `ws://localhost:${port} is a probe (qtPilot) in process ${process.pid}`
      )
      assert.deepStrictEqual(Buffer.concat(heard), Buffer.from([0x88, 0x80, 0, 0, 0, 0]))
    }))

  it.live("somebody else on it is named", () =>
    Effect.gen(function*() {
      const { port } = yield* listen
      const connecting = (yield* examine(["--port", String(port)])).check("port")
      assert.deepInclude(connecting, { status: "wrong" })
      assert.include(connecting?.message ?? "", `is no probe, but process ${process.pid}`)
      const launching = (yield* examine(["--port", String(port), "--target", process.execPath])).check("port")
      assert.include(launching?.message ?? "", `${port} is in use by process ${process.pid}`)
      assert.include(launching?.fix ?? "", "--port")
    }))
})

describe("display and scale", () => {
  const target = ["--target", process.execPath]
  const cases = [
    ["none", {}, "wrong"],
    ["offscreen", { QT_QPA_PLATFORM: "offscreen" }, "ok"],
    ["minimal", { QT_QPA_PLATFORM: "minimal" }, "wrong"],
    ["an X server that is not there", { DISPLAY: ":63999" }, "wrong"],
    ["xcb without a display", { QT_QPA_PLATFORM: "xcb", WAYLAND_DISPLAY: "wayland-0" }, "wrong"],
    ["Wayland", { WAYLAND_DISPLAY: "wayland-0" }, "ok"]
  ] as const
  for (const [what, env, status] of cases) {
    it.live(`${what}: ${status}`, () =>
      Effect.gen(function*() {
        assert.deepInclude((yield* examine(target, env)).check("display"), { status })
      }))
  }

  it.live("scaling is wrong on offscreen alone", () =>
    Effect.gen(function*() {
      const scaled = { QT_SCALE_FACTOR: "2" }
      assert.deepInclude((yield* examine([], scaled)).check("dpi"), { status: "note" })
      const offscreen = yield* examine([], { ...scaled, QT_QPA_PLATFORM: "offscreen" })
      assert.deepInclude(offscreen.check("dpi"), { status: "wrong" })
    }))
})

describe("discovery", () => {
  it.live("who announces itself is listed", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      const say = yield* announcer(port)
      yield* Effect.forkScoped(Effect.forever(Effect.delay(say(announcement({ appName: "Heard" })), "50 millis")))
      const { stdout } = yield* run(["doctor", "--discovery-port", String(port)], { HOME: yield* directory })
      assert.match(stdout, /^ok +discovery +"Heard" pid 4711 ws:\/\/localhost:9502$/m)
    }), 20_000)

  it.live("a port that somebody holds alone is wrong", () =>
    Effect.gen(function*() {
      const held = yield* Effect.acquireRelease(
        Effect.callback<dgram.Socket>((resume) => {
          const socket = dgram.createSocket("udp4")
          socket.bind(0, () => resume(Effect.succeed(socket)))
        }),
        (socket) => Effect.sync(() => void socket.close())
      )
      const port = String(held.address().port)
      const { code, stdout } = yield* run(["doctor", "--discovery-port", port], { HOME: yield* directory })
      assert.strictEqual(code, 1)
      assert.match(stdout, /^WRONG +discovery +UDP \d+ cannot be listened on: .*\n +fix: .*--discovery-port/m)
    }))
})
