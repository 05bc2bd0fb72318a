import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { Busy, NotConnected, type ProbeError } from "../../services/ProbeError.ts"
import type { ProbeInfo } from "../../services/ProbeSocket.ts"
import { OpenFailed } from "./connection.ts"
import { identify } from "./identify.ts"
import { type Link, openLink, type Watcher } from "./link.ts"
import type { Pending } from "./pending.ts"
import type { Target } from "./target.ts"

/** How long the handshake may take; a connection that is accepted and left there would hold up everybody. */
const handshake = "5 seconds"

/** A link whose probe has answered. */
export interface Answering {
  readonly link: Link
  readonly info: ProbeInfo
}

const reasonOf = (error: OpenFailed | ProbeError): string => {
  switch (error._tag) {
    case "OpenFailed":
      return error.reason
    case "Disconnected":
      return `it closed the connection (${error.code}${error.reason === "" ? "" : ` ${error.reason}`})`
    case "Blocked":
    case "Timeout":
      return "it accepted the connection but answers nothing (is a dialog open, or the application busy?)"
    default:
      return error.message
  }
}

/**
 * One attempt: the handshake, and then the proof that a probe answers. The second client of a probe gets a good
 * handshake too, and close 1008 a moment later (probe protocol notes §1). Lives as long as the scope; a failed one is
 * left at once.
 */
export const attempt = Effect.fn("ProbeSocket.attempt")(
  function*(target: Target, number: number, pending: Pending, watcher: Watcher) {
    const own = yield* Scope.fork(yield* Effect.scope)
    const seen = { code: 0 }
    const watching: Watcher = {
      ...watcher,
      onClosed: (closed) => {
        seen.code = closed.code
        watcher.onClosed(closed)
      }
    }
    const silent = new OpenFailed({ reason: "it accepted the connection but does not shake hands" })
    return yield* openLink(target.url, number, pending, watching).pipe(
      Effect.timeoutOrElse({ duration: handshake, orElse: () => Effect.fail(silent) }),
      Effect.flatMap((link) => Effect.map(identify(target, link), (info): Answering => ({ link, info }))),
      Effect.filterOrFail(({ link }) => link.isOpen(), () => new OpenFailed({ reason: "it closed the connection" })),
      Effect.filterOrFail(
        ({ info }) => target.isForeign?.(info) === undefined,
        ({ info }) => new OpenFailed({ reason: target.isForeign?.(info) ?? "" })
      ),
      Scope.provide(own),
      Effect.mapError((error) =>
        seen.code === 1008
          ? new Busy({ url: target.url })
          : new NotConnected({ url: target.url, reason: reasonOf(error), attempts: 1 })
      ),
      Effect.onError((cause) => Scope.close(own, Exit.failCause(cause)))
    )
  }
)
