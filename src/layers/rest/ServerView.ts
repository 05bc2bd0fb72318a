import * as Schema from "effect/Schema"
import type { PauseState } from "../../services/Pause.ts"
import { modes } from "../../services/Settings.ts"
import { ConnectionView } from "../live/connection.ts"

const Link = Schema.String.annotate({ description: "A path on this server" })

/** Whether a person holds the actions of all tools. */
export const PauseView = Schema.Struct({
  paused: Schema.Boolean,
  by: Schema.optionalKey(Schema.String.annotate({ description: "Who paused" })),
  since: Schema.optionalKey(Schema.String.annotate({ description: "UTC, ISO 8601", format: "date-time" }))
}).annotate({ identifier: "Pause" })

export const pauseView = (state: PauseState): typeof PauseView.Type =>
  state._tag === "running"
    ? { paused: false }
    : { paused: true, by: state.by, since: new Date(state.since).toISOString() }

/** Who answers here, and where the rest is. */
export const ServerView = Schema.Struct({
  name: Schema.String,
  version: Schema.String,
  mode: Schema.Array(Schema.Literals(modes)),
  links: Schema.Struct({
    mcp: Link,
    tools: Link,
    tasks: Link,
    events: Link,
    health: Link,
    openapi: Link,
    live: Link
  }),
  instance: Schema.String.annotate({ description: "Another one after every start: seq begins at 1 again" }),
  next_event: Schema.Int.annotate({ description: "The seq of the next event of the bus" }),
  connection: ConnectionView,
  pause: PauseView
}).annotate({ identifier: "Server" })

/**
 * The state of the connection to the probe; `none` where an application has only tools of its own. A call made while it is
 * idle or connecting waits for the connection.
 */
export const HealthView = Schema.Struct({
  status: Schema.Literal("ok"),
  backend: Schema.Literals(["none", "idle", "connecting", "ready"])
}).annotate({ identifier: "Health" })
