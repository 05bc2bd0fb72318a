import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { randomUUID } from "node:crypto"
import { CommandFailed, type CommandSpec, Executor } from "../services/Executor.ts"
import { startGroup } from "./executor/CommandGroup.ts"
import type { Policy } from "./executor/Policy.ts"
import { prepare } from "./executor/prepare.ts"
import { run } from "./executor/run.ts"
import type { SpawnFault, Start } from "./launcher/spawn.ts"
import { startWatchdog } from "./launcher/watchdog.ts"

export { defaultPolicy, type Policy } from "./executor/Policy.ts"

/** By its value the processes of one command are found again, wherever they have gone. */
const variable = "QTMCP_EXECUTOR_COMMAND"

const reasonOf = ({ code, message }: SpawnFault, { shell }: Start): string => {
  const isText = typeof shell === "string"
  switch (code) {
    case "ENOENT":
      return isText ? `there is no shell ${shell}` : "there is no such program"
    case "EACCES":
      return `${isText ? `the shell ${shell}` : "it"} is not executable`
    case "E2BIG":
      return "its arguments and environment are too long"
    default:
      return message
  }
}

/** Runs commands on this machine, as the policy allows. */
export const layer = (policy: Policy) =>
  Layer.effect(
    Executor,
    Effect.gen(function*() {
      const watchdog = yield* startWatchdog

      return Executor.of({
        start: Effect.fn("Executor.start")(function*(spec: CommandSpec) {
          const prepared = yield* prepare(spec, policy)
          const mark = randomUUID()
          const start = { ...prepared, env: { ...prepared.env, [variable]: mark } }
          const group = yield* startGroup(start, policy.grace, watchdog).pipe(
            Effect.mapError((fault) => new CommandFailed({ command: prepared.name, reason: reasonOf(fault, start) }))
          )
          return yield* run(group, `${variable}=${mark}`, spec, policy)
        })
      })
    })
  )
