import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { qtDirFault, qtVariables } from "../../../src/layers/launcher/qtFolders.ts"
import { executable, folder } from "../../harness/target/files.ts"
import { naming, runs } from "../../harness/target/processes.ts"
import { launcherWith } from "./launched.ts"

/** Waits for its child as the launcher program does, and ends with 0 whatever became of it (probe protocol notes §13). */
const launcherProgram = `#!/bin/sh
echo "called with $*"
while [ "$1" != "--" ]; do shift; done
shift
"$@" &
echo "[injector] Started child process with PID $!"
wait
exit 0
`

describe("a launcher program", () => {
  it.live("is given what it needs; the application's own pid is known, and both are gone at the end", () =>
    Effect.gen(function*() {
      const dir = yield* folder
      const launcherPath = executable(path.join(dir, "launch"), launcherProgram)
      const { dir: place, launcher, probe, target } = yield* launcherWith({ launcherPath, qtVersion: "6.8" })
      // There is no preloading to find the processes by.
      const env = { PLACE: place }
      const { ended, pid = 0 } = yield* launcher.launch({ path: target, args: ["--slow", "1"], env })
      const called = (yield* launcher.output()).find((line) => line.startsWith("called with"))
      assert.strictEqual(called, `called with --port 0 --probe ${probe} --qt-version 6.8 -- ${target} --slow 1`)
      assert.isTrue(runs(pid))
      assert.lengthOf(naming(place), 2)
      process.kill(pid, "SIGKILL")
      assert.include((yield* ended).how, "cannot be known")
      yield* launcher.launch({ path: target, args: [], env })
      assert.isTrue(yield* launcher.stop)
      assert.deepStrictEqual(naming(place), [])
    }))

  it.live("that fails is told with what it said", () =>
    Effect.gen(function*() {
      const launcherPath = executable(path.join(yield* folder, "launch"), "#!/bin/sh\necho no probe here >&2\nexit 1\n")
      const { launcher } = yield* launcherWith({ launcherPath })
      const { message } = yield* Effect.flip(launcher.launch())
      assert.match(message, /it exited with code 1 before its probe listened[^]*no probe here/)
    }))
})

const touch = (file: string): void => {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, "")
}

describe("the Qt of a target", () => {
  it.effect("is that of --qt-dir, if there is one in it", () =>
    Effect.gen(function*() {
      const dir = yield* folder
      assert.include(qtDirFault(dir), "plugins/platforms")
      touch(path.join(dir, "plugins/platforms/libqxcb.so"))
      touch(path.join(dir, "lib/libQt6Core.so.6"))
      assert.isUndefined(qtDirFault(dir))
      assert.deepStrictEqual(qtVariables("/opt/app", dir, { LD_LIBRARY_PATH: "/a" }), {
        QT_PLUGIN_PATH: path.join(dir, "plugins"),
        LD_LIBRARY_PATH: `${path.join(dir, "lib")}:/a`
      })
    }))

  it.effect("is what lies around it, and nothing is set where the system's will do", () =>
    Effect.gen(function*() {
      const dir = yield* folder
      const app = path.join(dir, "bin", "app")
      assert.deepStrictEqual(qtVariables(app, undefined, {}), {})
      touch(path.join(dir, "plugins/platforms/libqxcb.so"))
      touch(path.join(dir, "lib/libQt6Core.so.6"))
      const around = { QT_PLUGIN_PATH: path.join(dir, "plugins"), LD_LIBRARY_PATH: path.join(dir, "lib") }
      assert.deepStrictEqual(qtVariables(app, undefined, {}), around)
      assert.deepStrictEqual(qtVariables(app, undefined, { QT_PLUGIN_PATH: "/mine" }), {
        LD_LIBRARY_PATH: path.join(dir, "lib")
      })
      touch(path.join(dir, "bin/platforms/libqxcb.so"))
      touch(path.join(dir, "bin/libQt6Core.so.6"))
      const beside = path.join(dir, "bin")
      assert.deepStrictEqual(qtVariables(app, undefined, {}), { QT_PLUGIN_PATH: beside, LD_LIBRARY_PATH: beside })
    }))
})
