import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import { make, text } from "../tool.ts"
import { addressOf } from "./address.ts"
import { launchTools } from "./launch.ts"
import { status, statusText } from "./status.ts"

/** The tools of the bridge itself, in every mode. They work with no application running. */
export const adminTools = [
  make({
    name: "qtmcp_status",
    kind: "read",
    about: "State of the connection and the application.",
    params: {},
    run: Effect.fn("qtmcp_status")(function*() {
      return text(yield* statusText, { ...(yield* status) })
    })
  }),
  make({
    name: "qtmcp_connect",
    kind: "admin",
    about: "Connect to a probe; the old connection stays until the new one answers.",
    params: {
      url: Schema.optionalKey(
        Schema.NonEmptyString.annotate({
          description: "ws://host:port, or pid or name of a probe qtmcp_status lists; default the configured one"
        })
      )
    },
    run: Effect.fn("qtmcp_connect")(function*({ url }) {
      const socket = yield* ProbeSocket
      yield* socket.connect(url === undefined ? undefined : yield* addressOf(url))
      return text(yield* statusText, { ...(yield* status) })
    })
  }),
  make({
    name: "qtmcp_disconnect",
    kind: "admin",
    about: "Leave the probe politely, so that another client can use it. The next call connects again.",
    params: {},
    run: Effect.fn("qtmcp_disconnect")(function*() {
      const socket = yield* ProbeSocket
      yield* socket.disconnect
      return text("disconnected")
    })
  }),
  ...launchTools
]
