import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Scope from "effect/Scope"
import { type DemoProcess, makeProcess } from "./DemoProcess.ts"
import { type DemoFailed, listen, type Listening, type SocketEvents } from "./DemoSocket.ts"
import type { Faults } from "./Faults.ts"
import { makeRecorder } from "./Recorder.ts"

export { DemoFailed } from "./DemoSocket.ts"
export type { Faults } from "./Faults.ts"

export interface DemoOptions {
  /** TCP port; 0 (the default) picks a free one. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly host?: string
  /** Which probe it speaks like: qtPilot 0.3.1 (default) or QtMCP 0.1.0. */
  readonly generation?: "newest" | "seed"
  /** How modal dialogs treat the connection (probe protocol notes §18). Default 6. */
  readonly qt?: 5 | 6
  readonly faults?: Faults
}

export interface Demo {
  readonly url: string
  readonly port: number
  readonly setFaults: (faults: Faults) => Effect.Effect<void>
  /** Why the simulated application died; none while it lives and after a normal exit. */
  readonly crashed: Effect.Effect<Option.Option<string>>
  /** The last 1000 requests that arrived. */
  readonly requests: Effect.Effect<ReadonlyArray<{ readonly method: string; readonly params: unknown }>>
  /** A person closes the front dialog (or popup) with Escape. */
  readonly closeDialog: Effect.Effect<void>
  /** A person opens the window's context menu. */
  readonly openContextMenu: Effect.Effect<void>
  /** Destroys the client's TCP connection. */
  readonly dropConnection: Effect.Effect<void>
  /** Quits and starts again on the same port with fresh state. */
  readonly restart: Effect.Effect<void>
  readonly clients: Effect.Effect<number>
}

interface Running {
  readonly process: DemoProcess
  readonly listening: Listening
  readonly scope: Scope.Closeable
}

/** Starts the demo application; when this returns it listens. It stops with the scope. */
export const start = Effect.fn("Demo.start")(function*(options: DemoOptions = {}) {
  const { generation = "newest", host = "127.0.0.1", qt = 6 } = options
  const recorder = makeRecorder()
  let faults: Faults = options.faults ?? {}
  let crash: string | undefined
  let running: Running | undefined

  const clock = yield* Clock.Clock

  const launch = Effect.fnUntraced(function*(port: number) {
    const scope = yield* Scope.make()
    const died = (reason: string | undefined): void => {
      crash = reason
      listening.kill()
    }
    const process = yield* Scope.provide(makeProcess({ generation, qt, faults: () => faults, died }), scope)
    const events: SocketEvents = {
      server: generation === "newest" ? "qtPilot" : "QtMCP",
      now: () => clock.currentTimeMillisUnsafe(),
      opened: process.opened,
      closed: process.closed,
      received: (link, text) => {
        const method = recorder.record(text)
        if (faults.dropDuring !== undefined && method === faults.dropDuring) link.destroy()
        else if (faults.silent !== true && faults.silentMethods?.includes(method) !== true) process.received(link, text)
      },
      pinged: (link, answer) => {
        if (faults.silent !== true) process.job(link, answer)
      },
      closing: (link, proceed) => {
        if (faults.silent !== true && faults.ignoreClose !== true) process.job(link, proceed)
      }
    }
    const listening = yield* Scope.provide(listen(port, host, events), scope)
    running = { process, listening, scope }
    return listening.port
  })
  const stop = Effect.suspend(() => running === undefined ? Effect.void : Scope.close(running.scope, Exit.void))
  const outside = (action: (process: DemoProcess) => void): Effect.Effect<void> =>
    Effect.sync(() => {
      const process = running?.process
      process?.outside(() => action(process))
    })
  yield* Effect.addFinalizer(() => stop)
  const port = yield* launch(options.port ?? 0)
  const demo: Demo = {
    url: `ws://${host}:${port}`,
    port,
    setFaults: (next) => Effect.sync(() => void (faults = next)),
    crashed: Effect.sync(() => Option.fromUndefinedOr(crash)),
    requests: Effect.sync(recorder.all),
    closeDialog: outside(({ app }) => {
      const front = app.popups().at(-1) ?? app.modals.at(-1)
      front?.close()
    }),
    openContextMenu: outside(({ window }) => window.openContextMenu()),
    dropConnection: Effect.sync(() => running?.process.link()?.destroy()),
    restart: Effect.gen(function*() {
      if (generation === "newest") running?.process.link()?.close(1000, "")
      yield* stop
      crash = undefined
      yield* Effect.orDie(launch(port))
    }),
    clients: Effect.sync(() => running?.process.clients() ?? 0)
  }
  return demo
}) satisfies (options?: DemoOptions) => Effect.Effect<Demo, DemoFailed, Scope.Scope>
