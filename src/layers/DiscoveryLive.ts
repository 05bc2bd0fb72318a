import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import { Discovery, type DiscoveryState } from "../services/Discovery.ts"
import { drivesApplication, Settings } from "../services/Settings.ts"
import type { Book } from "./discovery/book.ts"
import type { IsOwn } from "./discovery/ownAddresses.ts"

/** The client has been listed its tools by then. */
const begin = "1 second"

type Outcome = { readonly book: Book; readonly since: number } | { readonly reason: string }

const make = Effect.fnUntraced(function*(isOwn: IsOwn | undefined) {
  const { discoverLan: lan, discovery, discoveryPort: port, mode } = yield* Settings
  const scope = yield* Effect.scope
  const turn = yield* Semaphore.make(1)
  let outcome: Outcome | undefined

  const open = Effect.gen(function*() {
    const { listening } = yield* Effect.promise(() => import("./discovery/listening.ts"))
    const { makeIsOwn } = yield* Effect.promise(() => import("./discovery/ownAddresses.ts"))
    const book = yield* listening({ port, lan, isOwn: isOwn ?? makeIsOwn() })
    return { book, since: yield* Clock.currentTimeMillis }
  }).pipe(
    Scope.provide(scope),
    Effect.catchTag(
      "ListenFailed",
      ({ reason }) =>
        Effect.as(Effect.logWarning(`probes that announce themselves cannot be heard on UDP ${port}: ${reason}`), {
          reason
        })
    )
  )

  /** Opened once; what failed is tried again when somebody asks again. */
  const opened = turn.withPermit(
    Effect.suspend(() =>
      outcome !== undefined && "book" in outcome ? Effect.succeed(outcome) : Effect.tap(open, (made) => {
        outcome = made
        return Effect.void
      })
    )
  )

  const state: Effect.Effect<DiscoveryState> = Effect.gen(function*() {
    const made = yield* opened
    if ("reason" in made) return { _tag: "failed" as const, port, reason: made.reason }
    const probes = made.book.probes(yield* Clock.currentTimeMillis)
    return { _tag: "listening" as const, port, since: made.since, probes }
  })

  if (!discovery || !drivesApplication(mode)) return Discovery.of({ state: Effect.succeed({ _tag: "off" }) })
  yield* Effect.delay(opened, begin).pipe(Effect.forkIn(scope))
  return Discovery.of({ state })
})

/** Listens off the start: a second after it, or when it is first asked. */
export const layer = Layer.effect(Discovery, make(undefined))

/** The same with another idea of which addresses are this machine's. */
export const layerOwning = (isOwn: IsOwn) => Layer.effect(Discovery, make(isOwn))
