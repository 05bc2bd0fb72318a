import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Queue from "effect/Queue"
import { buildDemo } from "./content/DemoContent.ts"
import type { MainWindow } from "./content/MainWindow.ts"
import type { Link } from "./DemoSocket.ts"
import type { Faults } from "./Faults.ts"
import { makeOutbox } from "./Outbox.ts"
import { makePaint } from "./paint/Painter.ts"
import { Dispatcher, type Outcome } from "./rpc/Dispatcher.ts"
import type { Context } from "./rpc/Method.ts"
import { methodsFor } from "./rpc/Methods.ts"
import { Application } from "./toolkit/Application.ts"
import { AppCrash } from "./toolkit/Failures.ts"
import type { Generation } from "./toolkit/Registry.ts"
import type { Widget } from "./toolkit/Widget.ts"

export interface ProcessOptions {
  readonly generation: Generation
  readonly qt: 5 | 6
  readonly faults: () => Faults
  /** The process is gone: undefined for a clean exit, else the reason of its death. */
  readonly died: (reason: string | undefined) => void
}

/** One run of the simulated application, from start to death. */
export interface DemoProcess {
  readonly app: Application
  readonly window: MainWindow
  readonly opened: (link: Link) => void
  readonly received: (link: Link, text: string) => void
  /** Runs something when the frames before it have been dealt with. */
  readonly job: (link: Link, run: () => void) => void
  readonly closed: (link: Link) => void
  readonly clients: () => number
  readonly link: () => Link | undefined
  /** Does something to the application from outside and sends what it caused. */
  readonly outside: (action: () => void) => void
}

/** A text frame, or work that keeps its place among the frames. */
type Inbound = string | (() => void)

/** Starts the application; its timers and connections live in the surrounding scope. */
export const makeProcess = Effect.fn("DemoProcess.make")(function*(options: ProcessOptions) {
  const clock = yield* Clock.Clock
  const services = yield* Effect.context<never>()
  const run = yield* FiberSet.makeRuntime()
  const newest = options.generation === "newest"
  const prefix = newest ? "qtpilot" : "qtmcp"
  const waiting = new Map<Widget, Array<Deferred.Deferred<void>>>()
  const inboxes = new Map<Link, Queue.Queue<Inbound>>()
  const outbox = makeOutbox(options.faults)
  const { deaf, flush } = outbox
  let dead = false

  const die = (reason: string | undefined): void => {
    if (dead) return
    dead = true
    options.died(reason)
  }
  const guarded = <A>(action: () => A): A | undefined => {
    try {
      return dead ? undefined : action()
    } catch (failure) {
      if (!(failure instanceof AppCrash)) throw failure
      die(failure.message)
      return undefined
    }
  }
  const notify = (event: string, params: object): void => {
    outbox.notify(`{"jsonrpc":"2.0","method":"${prefix}.${event}","params":${JSON.stringify(params)}}`)
    if (!newest) flush()
  }
  const outside = (action: () => void): void => {
    guarded(action)
    flush()
  }

  const app = new Application({
    qt: options.qt,
    notify,
    now: () => clock.currentTimeMillisUnsafe(),
    later: (ms, action) => void run(Effect.andThen(Effect.sleep(ms), Effect.sync(() => outside(action)))),
    dialogClosed: (dialog) => {
      for (const deferred of waiting.get(dialog) ?? []) Deferred.doneUnsafe(deferred, Effect.void)
      waiting.delete(dialog)
    },
    quit: () => void run(Effect.andThen(Effect.sleep(10), Effect.sync(quit)))
  }, options.generation)
  const quit = (): void => {
    if (newest) outbox.active?.close(1000, "")
    run(Effect.andThen(Effect.sleep(20), Effect.sync(() => die(newest ? undefined : "SIGSEGV: at exit"))))
  }
  const context: Context = {
    app,
    paint: makePaint(app),
    refs: new Map(),
    huge: () => options.faults().huge ?? 0,
    product: newest ? "qtPilot" : "QtMCP",
    prefix
  }
  const window = buildDemo(app)
  const dispatcher = new Dispatcher(context, methodsFor(context))

  const dialogClosed = Effect.fnUntraced(function*(dialog: Widget) {
    const deferred = yield* Deferred.make<void>()
    waiting.set(dialog, [...waiting.get(dialog) ?? [], deferred])
    yield* Deferred.await(deferred)
  })
  const setDeaf = (link: Link, wanted: boolean): void => {
    if (wanted) deaf.add(link)
    else deaf.delete(link)
  }
  const reply = Effect.fnUntraced(function*(link: Link, text: string) {
    const { slow } = options.faults()
    if (slow !== undefined) yield* Effect.sleep(slow)
    if (dead) return
    outbox.answer(link, text)
    flush()
  })
  /** The answer of a request that executed a dialog comes when the dialog closes (probe protocol notes §9, §18). */
  const replyAfter = Effect.fnUntraced(function*(link: Link, dialog: Widget, text: string) {
    if (options.qt === 5) {
      run(
        Effect.andThen(
          dialogClosed(dialog),
          Effect.suspend(() => outbox.active === undefined ? Effect.void : reply(outbox.active, text))
        )
      )
      flush()
      return
    }
    setDeaf(link, true)
    yield* dialogClosed(dialog)
    if (!inboxes.has(link)) return die("SIGSEGV: a modal dialog returned into a closed connection")
    setDeaf(link, false)
    yield* reply(link, text)
  })
  const settle: (link: Link, outcome: Outcome) => Effect.Effect<void> = Effect.fnUntraced(
    function*(link: Link, outcome: Outcome) {
      if (outcome.kind === "none") return
      if (outcome.kind === "reply") {
        return yield* outcome.blockedBy === undefined
          ? reply(link, outcome.text)
          : replyAfter(link, outcome.blockedBy, outcome.text)
      }
      setDeaf(link, true)
      yield* Effect.sleep(outcome.ms)
      if (!inboxes.has(link)) return die("SIGSEGV: the connection was dropped while a request was running")
      setDeaf(link, false)
      const next = guarded(outcome.wake)
      if (next !== undefined) yield* settle(link, next)
    }
  )
  const pump = Effect.fnUntraced(function*(link: Link, inbox: Queue.Queue<Inbound>) {
    const inbound = yield* Queue.take(inbox)
    if (typeof inbound !== "string") return inbound()
    const outcome = guarded(() => dispatcher.handle(inbound))
    if (outcome !== undefined) yield* settle(link, outcome)
  })

  const opened = (link: Link): void => {
    if (outbox.active !== undefined || options.faults().busy === true) {
      link.close(1008, "Another client is already connected")
      return
    }
    outbox.active = link
    // Made at once: the first frame may come with the handshake.
    const inbox = Effect.runSyncWith(services)(Queue.unbounded<Inbound>())
    inboxes.set(link, inbox)
    run(Effect.forever(pump(link, inbox)))
  }
  /** Numeric ids and refs end with the connection; subscriptions and flags stay. */
  const closed = (link: Link): void => {
    const inbox = inboxes.get(link)
    inboxes.delete(link)
    if (inbox !== undefined && !deaf.has(link)) run(Queue.shutdown(inbox))
    if (outbox.active !== link) return
    outbox.active = undefined
    outbox.clear()
    app.registry.clearNumeric()
    context.refs.clear()
  }
  const received = (link: Link, text: string): void => {
    const inbox = inboxes.get(link)
    if (inbox !== undefined) Queue.offerUnsafe(inbox, text)
  }
  const process: DemoProcess = {
    app,
    window,
    opened,
    received,
    job: (link, action) => {
      const inbox = inboxes.get(link)
      if (inbox === undefined) action()
      else Queue.offerUnsafe(inbox, action)
    },
    closed,
    clients: () => outbox.active === undefined ? 0 : 1,
    link: () => outbox.active,
    outside
  }
  return process
})
