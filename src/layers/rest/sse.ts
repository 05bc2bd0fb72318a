import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import * as Effect from "effect/Effect"
import * as Sse from "effect/encoding/Sse"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { isEnded, type TaskStatus } from "../../services/Tasks.ts"
import type { TaskFrame } from "./Frame.ts"
import { letGoWhenStuck, WatcherLimits } from "./Peer.ts"

/** A comment, which clients skip: it keeps what is between from closing the connection. */
const heartbeat = ": heartbeat\n\n"

const write = (frame: TaskFrame): string =>
  Sse.encoder.write({
    _tag: "Event",
    id: frame.seq === undefined ? undefined : `${frame.seq}`,
    event: frame.type,
    data: JSON.stringify(frame)
  })

const headers = { "cache-control": "no-store", "x-accel-buffering": "no" }

/**
 * Streams the events of a task. A client that has seen them all of a task that has ended gets a 204, which tells an
 * `EventSource` not to come again.
 */
export const respond = Effect.fnUntraced(function*(request: HttpServerRequest.HttpServerRequest, watched: {
  readonly frames: Stream.Stream<TaskFrame>
  readonly isResumed: boolean
  readonly status: TaskStatus
  /** Completes when the client has to go before all has been sent. */
  readonly dismissed: Effect.Effect<void>
}) {
  const limits = yield* WatcherLimits
  if (watched.isResumed && isEnded(watched.status)) {
    const next = yield* Stream.runHead(watched.frames)
    if (Option.isNone(next)) return HttpServerResponse.empty({ status: 204 })
  }
  const { socket } = NodeHttpServerRequest.toIncomingMessage(request)
  const beats = Stream.tick(limits.heartbeat).pipe(Stream.drop(1), Stream.map(() => heartbeat))
  const text = watched.frames.pipe(
    Stream.interruptWhen(watched.dismissed),
    Stream.map(write),
    Stream.merge(beats, { haltStrategy: "left" }),
    Stream.merge(Stream.fromEffectDrain(letGoWhenStuck(socket, limits.drain)), { haltStrategy: "left" })
  )
  return HttpServerResponse.stream(Stream.encodeText(text), { contentType: "text/event-stream", headers })
})
