import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Runs } from "../../services/Runs.ts"
import { Settings } from "../../services/Settings.ts"
import * as params from "../params.ts"
import { make } from "../tool.ts"
import { attend } from "./attend.ts"
import { newestLines } from "./follow.ts"
import { command, cwd, milliseconds, seconds, timeout } from "./params.ts"
import { resultOf } from "./result.ts"

/** The tools that run what a shell takes. */
export const commandTools = [
  make({
    name: "execute",
    kind: "exec",
    about: "Run a shell command, without input. After 50 s it answers with an id, and goes on.",
    params: {
      command,
      timeout,
      cwd,
      env: Schema.optionalKey(
        Schema.Record(Schema.String, Schema.String).annotate({ description: "more variables" })
      ),
      wait: params.flag("false: answer at once with the id")
    },
    run: Effect.fn("execute")(function*({ command: run, cwd: folder, env, timeout: limit, wait = true }) {
      const runs = yield* Runs
      const { execTimeout } = yield* Settings
      const spec = { run, cwd: folder, env, timeout: milliseconds(limit) ?? execTimeout }
      const started = yield* runs.start({ tool: "execute", commands: [{ label: run, spec }] })
      yield* attend(started, wait, newestLines(started))
      return yield* resultOf(started)
    })
  }),
  make({
    name: "execute_list",
    kind: "exec",
    about: "Run shell commands one after the other, until one fails.",
    params: {
      tasks: Schema.Array(command).check(Schema.isMinLength(1)).annotate({
        description: "in order"
      }),
      timeout_per_task: seconds("seconds each; usually 600"),
      continue_on_error: params.flag("run all of them")
    },
    run: Effect.fn("execute_list")(function*({ continue_on_error: continueOnError = false, tasks, timeout_per_task }) {
      const runs = yield* Runs
      const { execTimeout } = yield* Settings
      const timeoutOfEach = milliseconds(timeout_per_task) ?? execTimeout
      const commands = tasks.map((run) => ({ label: run, spec: { run, timeout: timeoutOfEach } }))
      const started = yield* runs.start({ tool: "execute_list", commands, continueOnError })
      yield* attend(started, true, newestLines(started))
      return yield* resultOf(started)
    })
  })
]
