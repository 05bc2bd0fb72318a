import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Settings } from "../../services/Settings.ts"
import * as DiscoveryLive from "../DiscoveryLive.ts"
import { checkClients } from "../doctor/clients.ts"
import { checkDiscovery } from "../doctor/discovery.ts"
import { checkDisplay, checkScale } from "../doctor/display.ts"
import type { Finding } from "../doctor/finding.ts"
import { checkNode } from "../doctor/node.ts"
import { checkPort } from "../doctor/port.ts"
import { checkLauncher, checkTarget } from "../doctor/target.ts"
import * as Logging from "../Logging.ts"
import { load } from "../settings/load.ts"
import { misused, takeArguments } from "./arguments.ts"
import type { Command } from "./command.ts"
import { quiet } from "./program.ts"

const help = `usage: qtmcp doctor [--target PATH] [--probe PATH] [--port N] [--json] [settings]

Checks one by one what can keep a session from working, and says what to do. It changes nothing.

  --json  {ok, checks: [{name, status, message, fix}]}; status is ok, wrong or note

Settings are the flags of qtmcp --help: give those your client gives. It listens 6 s for probes that announce
themselves; --no-discovery does without.
Exit code: 0 nothing is wrong, 1 something is, 2 bad usage.
`

const marks = { ok: "ok   ", wrong: "WRONG", note: "-    " }

const lines = (findings: ReadonlyArray<Finding>): string => {
  const width = Math.max(...findings.map(({ name }) => name.length))
  return findings.map(({ fix, message, name, status }) => {
    const line = `${marks[status]}  ${name.padEnd(width)}  ${message}`
    return fix === undefined ? line : `${line}\n${" ".repeat(width + 9)}fix: ${fix}`
  }).join("\n")
}

export const command: Command = {
  help,
  run: Effect.fn("commands.doctor")(function*(argv, { environment, out }) {
    const taken = yield* takeArguments("doctor", argv, { json: "boolean" })
    const [word] = taken.words
    if (word !== undefined) return yield* misused("doctor", `unexpected argument ${JSON.stringify(word)}`)
    const settings = yield* load(taken.settings, environment, { ...quiet, logLevel: "none" })
    const context = yield* Layer.build(
      DiscoveryLive.layer.pipe(Layer.provideMerge(Logging.layer), Layer.provide(Layer.succeed(Settings, settings)))
    )
    const checks = [
      Effect.succeed([checkNode(process.version, process.execPath)]),
      checkTarget(settings),
      Effect.map(checkPort(settings), (finding) => [finding]),
      Effect.succeed([checkDisplay(settings)]),
      Effect.map(checkLauncher(settings), (finding) => [finding]),
      Effect.succeed([checkScale(settings)]),
      checkClients(settings, process.cwd()),
      Effect.map(checkDiscovery(), (finding) => [finding])
    ]
    const findings = (yield* Effect.all(checks, { concurrency: "unbounded" }).pipe(Effect.provide(context))).flat()
    const isFine = findings.every(({ status }) => status !== "wrong")
    yield* out(
      `${taken.flags.has("json") ? JSON.stringify({ ok: isFine, checks: findings }, null, 2) : lines(findings)}\n`
    )
    return isFine ? 0 : 1
  })
}
