import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as fs from "node:fs"
import * as net from "node:net"
import * as path from "node:path"
import type { SettingsValues } from "../../../src/services/Settings.ts"
import { elfBytes, executable, ownMachine } from "../../harness/target/files.ts"
import { allGone } from "../../harness/target/processes.ts"
import { launcherWith } from "./launched.ts"

interface Failing {
  readonly settings?: Partial<SettingsValues>
  /** Makes the target in a folder; the application where absent. */
  readonly target?: (dir: string) => string
  readonly names: ReadonlyArray<string | RegExp>
  readonly code?: number
  readonly signal?: string
}

const otherMachine = ownMachine === 183 ? 62 : 183

const script = (text: string) => (dir: string) => executable(path.join(dir, "script"), text)

const cases: Readonly<Record<string, Failing>> = {
  "is missing": { target: (dir) => path.join(dir, "nothing"), names: ["nothing", "no such file"] },
  "is a folder": { target: (dir) => dir, names: ["folder"] },
  "is not executable": { target: (dir) => path.join(dir, "probe.so"), names: ["not executable", "chmod"] },
  "is a script without #!": { target: script("echo hello\n"), names: ["#!"] },
  "has an interpreter that is missing": { target: script("#!/no/such/sh\n"), names: ["/no/such/sh"] },
  "is empty": { target: script(""), names: ["#!"] },
  "is for another machine": {
    target: (dir) => executable(path.join(dir, "foreign"), elfBytes([], otherMachine)),
    names: ["built for"]
  },
  "is a damaged program": { target: script("\u007fELF\u0002\u0001\u0001"), names: [/.+/] },
  "exits at once": { settings: { args: ["--exit", "0"] }, names: ["exited with code 0", "Library loaded"], code: 0 },
  "exits with an error": {
    settings: { args: ["--exit", "7"] },
    names: ["exited with code 7", "Library loaded"],
    code: 7
  },
  "dies": {
    settings: { args: ["--die", "SIGKILL"] },
    names: ["ended by SIGKILL", "Library loaded"],
    signal: "SIGKILL"
  },
  "prints nothing": {
    settings: { args: ["--silent", "--fork", "--ignore-term"], startupTimeout: 1000 },
    names: ["within 1s", "--startup-timeout", "no probe said a word"]
  },
  "loads the probe and never listens": {
    settings: { args: ["--slow", "60000"], startupTimeout: 4000 },
    names: ["probe of another Qt version", "Library loaded"]
  },
  "has no probe": { settings: { probe: "/no/such/probe.so" }, names: ["no probe at /no/such/probe.so"] },
  "has a probe that is no library": { settings: { probe: "/dev/null" }, names: ["no shared library"] },
  "is a script without a probe": { settings: { probe: undefined }, names: ["--probe"] },
  "has no folder to run in": { settings: { cwd: "/no/such/folder" }, names: ["/no/such/folder"] },
  "has no such Qt": { settings: { qtDir: "/no/such/qt" }, names: ["--qt-dir /no/such/qt"] }
}

describe("a target that cannot be started", () => {
  for (const [what, { code, names, settings, signal, target }] of Object.entries(cases)) {
    it.live(`because it ${what}: the error says so, and nothing is left`, () =>
      Effect.gen(function*() {
        const { dir, launcher, ...files } = yield* launcherWith(settings)
        const wanted = target?.(dir) ?? files.target
        const error = yield* Effect.flip(launcher.launch({ path: wanted, args: settings?.args ?? [], env: {} }))
        assert.include(error.message, wanted)
        for (const name of names) {
          if (typeof name === "string") assert.include(error.message, name)
          else assert.match(error.message, name)
        }
        assert.strictEqual(error.code, code)
        assert.strictEqual(error.signal, signal)
        assert.strictEqual((yield* SubscriptionRef.get(launcher.state))._tag, "failed")
        yield* allGone(dir)
      }))
  }

  it.live("because its port is taken: who has it is named, and the other is not driven", () =>
    Effect.gen(function*() {
      const server = yield* Effect.acquireRelease(
        Effect.callback<net.Server>((resume) => {
          const made = net.createServer()
          made.listen({ host: "127.0.0.1", port: 0 }, () => resume(Effect.succeed(made)))
        }),
        (made) => Effect.sync(() => void made.close())
      )
      const address = server.address()
      const targetPort = typeof address === "object" ? address?.port ?? 0 : 0
      const { launcher } = yield* launcherWith({ targetPort })
      const { message } = yield* Effect.flip(launcher.launch())
      assert.include(message, `port ${targetPort} is in use by process ${process.pid}`)
    }))

  it.live("because its probe finds the port taken: it is not waited for any longer", () =>
    Effect.gen(function*() {
      const { dir, launcher } = yield* launcherWith()
      const line = "[qtPilot] Failed to start WebSocket server on port 1 : \\\"The bound address is already in use\\\""
      const target = executable(path.join(dir, "late"), `#!/bin/sh\necho "${line}" >&2\nwhile :; do sleep 1; done\n`)
      const error = yield* Effect.flip(launcher.launch({ path: target, args: [], env: {} }))
      assert.include(error.message, "its probe cannot listen")
      yield* allGone(dir)
    }))

  it.live("because another application listens on the port it names", () =>
    Effect.gen(function*() {
      const server = net.createServer()
      yield* Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void)))
      yield* Effect.addFinalizer(() => Effect.sync(() => void server.close()))
      const address = server.address()
      const port = typeof address === "object" ? address?.port : 0
      const { dir, launcher } = yield* launcherWith()
      const text = `#!/bin/sh\necho "qtPilot listening on ws://0.0.0.0:${port}" >&2\nwhile :; do sleep 1; done\n`
      const target = executable(path.join(dir, "liar"), text)
      const error = yield* Effect.flip(launcher.launch({ path: target, args: [], env: {} }))
      assert.include(error.message, `port ${port} belongs to process ${process.pid}`)
      yield* allGone(dir)
    }))

  it.live("leaves a bridge that can start another", () =>
    Effect.gen(function*() {
      const { launcher, target } = yield* launcherWith({ args: ["--exit", "1"] })
      yield* Effect.flip(launcher.launch())
      const { pid = 0 } = yield* launcher.launch({ path: target, args: [], env: {} })
      assert.isTrue(fs.existsSync(`/proc/${pid}`))
    }))
})
