import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { Launcher } from "../../services/Launcher.ts"
import { Refused } from "../../services/ProbeError.ts"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import { make, text } from "../tool.ts"
import { status, statusText } from "./status.ts"

/** Leaves the application politely before it is ended, if the connection is to that one. */
const leave = Effect.gen(function*() {
  const launcher = yield* Launcher
  const socket = yield* ProbeSocket
  const state = yield* SubscriptionRef.get(launcher.state)
  if (state._tag === "running" && (yield* socket.url) === state.url) yield* socket.disconnect
})

/** The tools that start and end an application. */
export const launchTools = [
  make({
    name: "qtmcp_launch",
    kind: "launch",
    about: "Start a Qt program and connect; ends the one launched before. Output: qtmcp://app/log",
    params: {
      target: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "path; default the last, anew" })),
      args: Schema.optionalKey(Schema.Array(Schema.String).annotate({ description: "its arguments" })),
      cwd: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "its folder" })),
      env: Schema.optionalKey(
        Schema.Record(Schema.String, Schema.String).annotate({ description: "more variables" })
      )
    },
    run: Effect.fn("qtmcp_launch")(function*({ args = [], cwd, env = {}, target }) {
      if (target === undefined && (args.length > 0 || cwd !== undefined || Object.keys(env).length > 0)) {
        return yield* new Refused({ reason: "args, cwd and env belong to a target; name it. Nothing was changed." })
      }
      const launcher = yield* Launcher
      const socket = yield* ProbeSocket
      yield* leave
      yield* launcher.launch(target === undefined ? undefined : { path: target, args, cwd, env })
      yield* socket.connect()
      return text(yield* statusText, { ...(yield* status) })
    })
  }),
  make({
    name: "qtmcp_stop",
    kind: "launch",
    about: "End the launched application and all it started.",
    params: {},
    run: Effect.fn("qtmcp_stop")(function*() {
      const launcher = yield* Launcher
      yield* leave
      return text((yield* launcher.stop) ? "stopped" : "nothing runs that this bridge launched")
    })
  })
]
