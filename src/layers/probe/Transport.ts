import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Connection, Handlers, OpenFailed } from "./connection.ts"
import { openWebSocket } from "./webSocket.ts"

/** Opens connections: the seam at which a test puts a transport of its own under the real `ProbeSocket`. */
export const Transport = Context.Reference<{
  /** The connection lives as long as the scope; leaving it is a close frame, never a cut. */
  readonly open: (url: string, handlers: Handlers) => Effect.Effect<Connection, OpenFailed, Scope.Scope>
}>("qtmcp/layers/probe/Transport", { defaultValue: () => ({ open: openWebSocket }) })
