import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { CommandFailed, CommandRefused, type CommandSpec } from "../../services/Executor.ts"
import type { Start } from "../launcher/spawn.ts"
import { environmentOf } from "./environment.ts"
import type { Policy } from "./Policy.ts"
import { allowedAs, locate, shellOf } from "./programs.ts"
import { wordsOf } from "./words.ts"

/** What is started, and how errors name it. */
export interface Prepared extends Start {
  readonly name: string
}

const direct = "Commands run without a shell here: one program and its arguments, best as argv"

const parts = Effect.fnUntraced(function*({ run }: CommandSpec) {
  if (typeof run !== "string") return run
  const found = wordsOf(run)
  if (found._tag === "words") return found.words
  return yield* new CommandRefused({ reason: `${JSON.stringify(found.syntax)} is for a shell`, hint: `${direct}.` })
})

/** One of the allowed programs, by a path that nobody who asks has a say in. */
const restricted = Effect.fnUntraced(
  function*(spec: CommandSpec, allowed: ReadonlyArray<string>, folder: string, policy: Policy) {
    const [program = "", ...args] = yield* parts(spec)
    const file = locate(program, folder, policy.environment)
    const own = file === undefined ? undefined : allowedAs(file, allowed, policy.environment)
    if (own === undefined) {
      const hint = `Allowed are ${allowed.join(", ")}.`
      return yield* new CommandRefused({ reason: `${JSON.stringify(program)} is none of the allowed programs`, hint })
    }
    if (Object.keys(spec.env ?? {}).length > 0) {
      const hint = "A variable can make an allowed program run another; start the executor with it set, and --pass-env."
      return yield* new CommandRefused({ reason: "env cannot be given where only some programs are allowed", hint })
    }
    return { command: own, args, name: program }
  }
)

const unrestricted = ({ run }: CommandSpec, policy: Policy) => {
  if (typeof run === "string") {
    return { command: run, args: [], shell: shellOf(policy.shell, policy.environment), name: "the command" }
  }
  const [command, ...args] = run
  return { command, args, name: command }
}

/** What no system takes; Node would cut it somewhere, or say so in words of its own. */
const faultIn = ({ cwd = "", env = {}, run }: CommandSpec): string | undefined => {
  const wrong = Object.keys(env).find((name) => !/^[^=\0]+$/.test(name))
  if (wrong !== undefined) return `${JSON.stringify(wrong)} is no name of a variable`
  const texts = [cwd, ...Object.values(env), ...(typeof run === "string" ? [run] : run)]
  return texts.some((text) => text.includes("\0")) ? "it holds a NUL character" : undefined
}

/** Makes of a wish what can be started, where it is allowed. */
export const prepare = Effect.fn("Executor.prepare")(function*(spec: CommandSpec, policy: Policy) {
  const fault = faultIn(spec)
  if (fault !== undefined) return yield* new CommandFailed({ command: "the command", reason: fault })
  const cwd = path.resolve(spec.cwd ?? ".")
  const found = policy.allowed === undefined
    ? unrestricted(spec, policy)
    : yield* restricted(spec, policy.allowed, cwd, policy)
  if (fs.statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return yield* new CommandFailed({ command: found.name, reason: `its working folder ${cwd} does not exist` })
  }
  return { ...found, cwd, env: environmentOf(policy, spec.env ?? {}) } satisfies Prepared
})
