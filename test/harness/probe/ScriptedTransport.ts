import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { type Handlers, OpenFailed } from "../../../src/layers/probe/connection.ts"
import { Transport } from "../../../src/layers/probe/Transport.ts"

const decodeRequest = Schema.decodeSync(
  Schema.fromJsonString(Schema.Struct({ id: Schema.Int, method: Schema.String, params: Schema.Unknown }))
)

/** How the scripted probe meets one attempt. */
export type Meeting = "accept" | "refuse" | "busy" | "mute" | "never"

export interface Request {
  readonly id: number
  readonly method: string
  readonly params: unknown
}

/** One connection, seen from the probe. */
export interface Peer {
  readonly number: number
  readonly requests: Array<Request>
  readonly send: (frame: unknown) => void
  readonly answer: (request: Request, result: unknown) => void
  /** A part of a large answer. */
  readonly part: () => void
  readonly close: (code: number, reason?: string) => void
  /** The link is closing, and no close event comes. */
  readonly halfClose: () => void
  readonly isOpen: () => boolean
  /** The bridge has left, with a close frame. */
  readonly left: () => boolean
}

/** A transport without sockets, whose other end is a script: every attempt and every request is seen. */
export interface Scripted {
  readonly layer: Layer.Layer<never>
  /** When attempts were made, on the clock of the test. */
  readonly attempts: ReadonlyArray<{ readonly url: string; readonly at: number }>
  readonly peers: ReadonlyArray<Peer>
  readonly last: () => Peer
  /** How attempts are met from now on. */
  readonly meet: (meeting: Meeting, url?: string) => void
  /** From now on no request is answered by itself. */
  readonly deafen: (deaf: boolean) => void
  /** What a method is answered with; `undefined` is no answer. */
  readonly script: Map<string, (request: Request) => unknown>
  readonly open: () => number
}

const identity: ReadonlyArray<readonly [string, unknown]> = [
  ["ping", "pong"],
  ["qt.version", { result: { name: "qtPilot", version: "0.1.0" }, meta: {} }],
  ["qt.objects.tree", { result: { id: "", className: "Root" }, meta: {} }],
  ["chr.tabsContext", { result: { windows: [], count: 0 }, meta: {} }],
  ["qt.objects.search", { result: { objects: [], count: 0, truncated: false }, meta: {} }],
  ["echo", "echo"]
]

export const makeScripted = (): Scripted => {
  const attempts: Array<{ readonly url: string; readonly at: number }> = []
  const peers: Array<Peer> = []
  const script = new Map<string, (request: Request) => unknown>(
    identity.map(([method, result]) => [method, () => result] as const)
  )
  const meetings = new Map<string, Meeting>()
  let meeting: Meeting = "accept"
  let deaf = false
  let opens = 0

  const connect = (handlers: Handlers, mute: boolean) => {
    let open = true
    let left = false
    const requests: Array<Request> = []
    const send = (frame: unknown): void => {
      if (open) handlers.onMessage(typeof frame === "string" ? frame : JSON.stringify(frame))
    }
    const close = (code: number, reason = ""): void => {
      if (!open) return
      open = false
      handlers.onClose({ code, reason })
    }
    const answer = ({ id }: Request, result: unknown): void => send({ jsonrpc: "2.0", id, result })
    const peer: Peer = {
      number: peers.length + 1,
      requests,
      send,
      answer,
      part: handlers.onPart,
      close,
      halfClose: () => void (open = false),
      isOpen: () => open,
      left: () => left
    }
    peers.push(peer)
    const receive = (text: string): void => {
      const request = decodeRequest(text)
      requests.push(request)
      const result = deaf || mute ? undefined : script.get(request.method)?.(request)
      // The answer comes after the send has returned, as on a socket.
      if (result !== undefined) queueMicrotask(() => answer(request, result))
    }
    const leave = (): void => {
      left = open
      close(1000)
    }
    return { peer, receive, leave }
  }

  const open = Effect.fnUntraced(function*(url: string, handlers: Handlers) {
    attempts.push({ url, at: yield* Clock.currentTimeMillis })
    const how = meetings.get(url) ?? meeting
    if (how === "refuse") return yield* new OpenFailed({ reason: "nothing listens there" })
    if (how === "never") return yield* Effect.never
    const { leave, peer, receive } = yield* Effect.acquireRelease(
      Effect.sync(() => {
        opens += 1
        return connect(handlers, how === "mute")
      }),
      ({ leave }) =>
        Effect.sync(() => {
          opens -= 1
          leave()
        })
    )
    if (how === "busy") queueMicrotask(() => peer.close(1008, "Another client is already connected"))
    return { server: "qtPilot", send: how === "busy" ? () => undefined : receive, isOpen: peer.isOpen, leave }
  })

  return {
    layer: Layer.succeed(Transport, { open }),
    attempts,
    peers,
    last: () => {
      const peer = peers.at(-1)
      if (peer === undefined) throw new Error("nobody has connected")
      return peer
    },
    meet: (how, url) => {
      if (url === undefined) meeting = how
      else meetings.set(url, how)
    },
    deafen: (how) => void (deaf = how),
    script,
    open: () => opens
  }
}
