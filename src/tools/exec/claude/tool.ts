import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Runs } from "../../../services/Runs.ts"
import { Settings } from "../../../services/Settings.ts"
import { make } from "../../tool.ts"
import { attend } from "../attend.ts"
import { newestEvents } from "../follow.ts"
import { cwd, milliseconds, timeout } from "../params.ts"
import { resultOf } from "../result.ts"
import { missingIn } from "./answer.ts"
import { argvOf } from "./command.ts"
import { progressOf } from "./events.ts"

const labelLength = 200

/** A fresh Claude, which knows nothing but its prompt and what is in its folder. */
export const claudeTool = make({
  name: "execute_claude",
  kind: "exec",
  about: "Let a fresh Claude Code do a task; it knows only the prompt.",
  params: {
    prompt: Schema.NonEmptyString.annotate({ description: "the whole task" }),
    timeout,
    allowed_tools: Schema.optionalKey(
      Schema.Array(Schema.NonEmptyString).annotate({ description: "e.g. Edit, Bash(git:*)" })
    ),
    mcp_config: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "file, or JSON" })),
    cwd
  },
  run: Effect.fn("execute_claude")(function*({ cwd: folder, timeout: seconds, ...request }) {
    const runs = yield* Runs
    const { claudePath, execTimeout } = yield* Settings
    const spec = { run: argvOf(claudePath, request), cwd: folder, timeout: milliseconds(seconds) ?? execTimeout }
    const label = `claude: ${request.prompt.slice(0, labelLength)}`
    const run = yield* runs.start({ tool: "execute_claude", commands: [{ label, spec }] })
    yield* attend(run, true, newestEvents(run, progressOf)).pipe(
      Effect.mapError((failure) => missingIn(run, claudePath) ?? failure)
    )
    const missing = missingIn(run, claudePath)
    if (missing !== undefined) return yield* missing
    return yield* resultOf(run)
  })
})
