import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import { Refs } from "../../services/Refs.ts"
import { SessionLog } from "../../services/SessionLog.ts"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import * as RefsLive from "../RefsLive.ts"
import * as ToolRegistryLive from "../ToolRegistryLive.ts"
import * as Passwords from "./Passwords.ts"
import { outputText } from "./plain.ts"
import * as SessionLogLive from "./SessionLogLive.ts"

/** Inside a call that is logged: what a batch runs is part of it, and no call of the client. */
const Inside = Context.Reference<boolean>("qtmcp/layers/record/LoggedRegistry/Inside", { defaultValue: () => false })

const reasonOf = (cause: Cause.Cause<{ readonly message: string }>): string =>
  cause.reasons.find(Cause.isFailReason)?.error.message ?? "interrupted: the client did not wait for it"

/** A registry whose calls are logged, those of the log itself excepted. */
const make = Effect.gen(function*() {
  const log = yield* SessionLog
  const registry = yield* ToolRegistry
  const passwords = yield* Passwords.Passwords
  const refs = yield* Refs
  const socket = yield* ProbeSocket
  let calls = 0

  const pathOf = Effect.fnUntraced(function*(target: string) {
    const state = yield* SubscriptionRef.get(socket.state)
    const connection = state._tag === "ready" || state._tag === "blocked" ? state.connection : 0
    return Option.getOrUndefined(yield* Effect.option(refs.resolve(connection, target)))?.path
  })

  const logged = Effect.fnUntraced(function*(name: string, input: unknown) {
    const call = calls += 1
    yield* passwords.arguments(input, pathOf)
    const begun = yield* Clock.currentTimeMillis
    log.write(1, { dir: "mcp_in", call, tool: name, args: input ?? {} })
    return yield* registry.call(name, input).pipe(
      Effect.provideService(Inside, true),
      Effect.onExit((exit) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const outcome = Exit.isSuccess(exit)
            ? { ok: true, result: outputText(exit.value) }
            : { ok: false, error: reasonOf(exit.cause) }
          log.write(1, { dir: "mcp_out", call, tool: name, dur_ms: now - begun, ...outcome })
        })
      )
    )
  })

  return ToolRegistry.of({
    ...registry,
    call: (name, input) =>
      Effect.flatMap(Inside, (inside) =>
        inside || !log.wants(1) || name.startsWith("qtmcp_log_")
          ? registry.call(name, input)
          : logged(name, input))
  })
})

/** Takes the place of `ToolRegistryLive`. */
export const layer = Layer.effect(ToolRegistry, make).pipe(
  Layer.provide([ToolRegistryLive.layer, Passwords.layer, RefsLive.layer]),
  Layer.provide(SessionLogLive.layer)
)
