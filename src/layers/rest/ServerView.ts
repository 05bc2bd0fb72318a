import * as Schema from "effect/Schema"
import { modes } from "../../services/Settings.ts"

const Link = Schema.String.annotate({ description: "A path on this server" })

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
    openapi: Link
  })
}).annotate({ identifier: "Server" })

/**
 * The state of the connection to the probe; `none` where an application has only tools of its own. A call made while it is
 * idle or connecting waits for the connection.
 */
export const HealthView = Schema.Struct({
  status: Schema.Literal("ok"),
  backend: Schema.Literals(["none", "idle", "connecting", "ready"])
}).annotate({ identifier: "Health" })
