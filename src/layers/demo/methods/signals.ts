import type { Method, MethodTable } from "../rpc/Method.ts"
import { invalidParams } from "../rpc/RpcError.ts"
import { toBool, toText } from "../toolkit/Json.ts"
import { done } from "./done.ts"
import { reflecting } from "./properties.ts"

const subscribe: Method = (params, { app }) => {
  const objectId = toText(params["objectId"])
  const signal = toText(params["signal"])
  if (objectId === "" || signal === "") {
    throw invalidParams("Missing required parameters: objectId, signal", { method: "qt.signals.subscribe" })
  }
  const subscriptionId = reflecting({ objectId, signal }, () => app.subscriptions.subscribe(objectId, signal))
  return { objectId, result: { subscriptionId } }
}

const unsubscribe: Method = (params, context) => {
  const id = toText(params["subscriptionId"])
  if (id === "") throw invalidParams("Missing required parameter: subscriptionId", { method: "qt.signals.unsubscribe" })
  context.app.subscriptions.unsubscribe(id)
  return { result: done(context) }
}

const floodSize = 500

/** Switches lifecycle notifications; the seed answers with a flood, here a bounded one (probe protocol notes §8). */
export const setLifecycle: Method = (params, { app }) => {
  const enabled = toBool(params["enabled"])
  app.lifecycle = enabled
  if (enabled && app.generation === "seed") {
    app.host.later(0, () => {
      for (let n = 0; n < floodSize; n++) app.host.notify("objectDestroyed", { event: "destroyed", objectId: "" })
    })
  }
  return { result: { enabled } }
}

export const signalMethods: MethodTable = {
  "qt.signals.subscribe": subscribe,
  "qt.signals.unsubscribe": unsubscribe,
  "qt.signals.setLifecycle": setLifecycle
}

const capture = (capturing: boolean): Method => (_params, { app }) => {
  app.capturing = capturing
  return { result: { capturing } }
}

export const eventMethods: MethodTable = { "qt.events.start": capture(true), "qt.events.stop": capture(false) }
