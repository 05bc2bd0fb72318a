import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { ProbeFault } from "../../../src/services/ProbeError.ts"
import type { Generation, ProbeInfo, ProbeSocket, ProbeState } from "../../../src/services/ProbeSocket.ts"
import { answers, known } from "./answers.ts"
import { contract } from "./contract.ts"

export interface Sent {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A probe of one generation that answers as a small application would, and keeps what it was asked. */
export const makeRecordingProbe = Effect.fnUntraced(function*(generation: Generation) {
  const sent: Array<Sent> = []
  const probe: ProbeInfo = { url: "ws://probe", generation, server: "qtPilot", version: "0.1.0" }
  const state = yield* SubscriptionRef.make<ProbeState>({ _tag: "ready", probe, since: 0, connection: 1 })

  const fault = (method: string, code: number, reason: string) => Effect.fail(new ProbeFault({ method, code, reason }))

  const call: ProbeSocket["Service"]["call"] = (method, params = {}) => {
    sent.push({ method, params })
    if (contract[generation][method] === undefined) return fault(method, -32601, `Method not found: ${method}`)
    const id = params["objectId"]
    const object = known(id ?? params["root"] ?? "MainWindow")
    // A path and nothing else, and another error than everywhere (probe protocol notes §5).
    if (method === "qt.signals.subscribe" && object?.path !== id) return fault(method, -32030, "Object not found")
    if (object === undefined) return fault(method, -32001, `Object not found: ${String(id)}`)
    // Only the combo's model is a model, as on the real probe.
    if (method === "qt.models.data" && object.className === "QComboBox") return fault(method, -32093, "not a model")
    const answer = answers[method]
    return answer === undefined ? Effect.succeed({}) : Effect.succeed(answer(params, object))
  }

  const socket: ProbeSocket["Service"] = {
    call,
    probe: Effect.succeed(probe),
    notifications: Stream.concat(
      Stream.make({ method: "signalEmitted", params: { subscriptionId: "sub_1" } }),
      Stream.never
    ),
    state,
    connect: () => Effect.succeed(probe),
    disconnect: Effect.void,
    url: Effect.succeed(probe.url),
    counts: Effect.succeed({ calls: 0, failures: 0, drops: 0, reconnects: 0, notifications: 0, strays: 0 })
  }
  return { socket, sent }
})
