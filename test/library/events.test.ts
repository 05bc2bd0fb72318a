import { assert, describe, it } from "@effect/vitest"
import * as AiTool from "effect/ai/Tool"
import * as Toolkit from "effect/ai/Toolkit"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Queue from "effect/Queue"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { type Event, Events, McpBridge, type NewEvent } from "../../src/index.ts"
import { ask } from "../harness/http/ask.ts"
import { connect1, connect2 } from "../harness/http/sdk.ts"
import { until } from "../harness/mcp/until.ts"
import { App, contributions, serve } from "./app.ts"

const line = ({ actor, data, topic, type }: Event) => `${actor} ${topic}/${type} ${JSON.stringify(data)}`

/** A bus as an application has one: what it tells, and what it is told. */
const joined = Effect.gen(function*() {
  const own = yield* PubSub.unbounded<NewEvent>()
  const told: Array<Event> = []
  const events = McpBridge.layerEvents({
    incoming: Stream.fromPubSub(own),
    outgoing: (event) => Effect.sync(() => void told.push(event))
  })
  const bridge = McpBridge.layerNoEvents({ name: "with a bus", version: "1.0.0" })
  const layer = McpBridge.layerHttp({ port: 0 }).pipe(
    Layer.provideMerge(contributions),
    Layer.provideMerge(App.layer),
    Layer.provideMerge(bridge),
    Layer.provideMerge(events)
  )
  const context = yield* Layer.build(layer)
  return { own, told, url: Context.get(context, McpBridge.HttpDoor).url ?? "", events: Context.get(context, Events) }
})

describe("the events of an application", () => {
  it.live("are with its subscribers before the caller has the answer, and say who acted, whatever the door", () =>
    Effect.gen(function*() {
      const { events, url } = yield* serve()
      const seen: Array<string> = []
      const order: Array<string> = []
      yield* events.subscribe({ topic: "app" }).pipe(
        Stream.runForEach((one) =>
          Effect.sync(() => {
            if (one._tag !== "Event") return
            seen.push(line(one.event))
            order.push("event")
          })
        ),
        Effect.forkScoped({ startImmediately: true })
      )
      const { sdk: modern } = yield* connect2(url, "2026-07-28", "claude")
      const { sdk: old } = yield* connect1(url)
      const say = (text: string) => ({ name: "say", arguments: { text } })
      const calls = [
        Effect.promise(() => modern.callTool(say("one"))),
        Effect.promise(() => old.callTool(say("two"))),
        ask(`${url}/tools/say`, { json: { arguments: { text: "three" } } })
      ]
      for (const call of calls) {
        yield* call
        order.push("answer")
      }
      assert.deepStrictEqual(order, ["event", "answer", "event", "answer", "event", "answer"])
      assert.deepStrictEqual(seen, [
        "claude app/said {\"text\":\"one\"}",
        "sdk 1 app/said {\"text\":\"two\"}",
        "rest app/said {\"text\":\"three\"}"
      ])
    }))

  it.live("go to a bus of its own before the answer, and come from it to the watchers of the server", () =>
    Effect.gen(function*() {
      const { events, own, told, url } = yield* joined
      const heard = yield* Queue.unbounded<Event>()
      yield* events.subscribe({ topic: "window" }).pipe(
        Stream.runForEach((one) => one._tag === "Event" ? Queue.offer(heard, one.event) : Effect.void),
        Effect.forkScoped({ startImmediately: true })
      )
      const { sdk } = yield* connect2(url, "2026-07-28", "claude")
      yield* Effect.promise(() => sdk.callTool({ name: "say", arguments: { text: "hi" } }))
      assert.deepStrictEqual(told.map(({ actor, type }) => `${actor} ${type}`), [
        "claude call_started",
        "claude said",
        "claude call"
      ])
      // The subscription of the stream is made by a fiber of the layer.
      yield* Effect.repeat(
        PubSub.publish(own, { topic: "window", type: "opened", actor: "anna", data: {} }),
        { until: () => Effect.map(Queue.size(heard), (size) => size > 0) }
      ).pipe(Effect.timeout("5 seconds"))
      assert.match(line(yield* Queue.take(heard)), /^anna window\/opened/)
      assert.isFalse(told.some(({ topic }) => topic === "window"))
    }))

  it.live("of its own bus are with its subscribers, and with the watchers of the server, before the end of the call", () =>
    Effect.gen(function*() {
      const own = yield* PubSub.unbounded<string>()
      const order: Array<string> = []
      const save = AiTool.make("save", { success: Schema.String })
      const kit = Toolkit.make(save)
      const handlers = kit.toLayer({ save: () => Effect.as(PubSub.publish(own, "saved"), "saved") })
      const events = McpBridge.layerEvents({
        incoming: Stream.map(Stream.fromPubSub(own), (type) => ({ topic: "own", type, actor: "app", data: {} })),
        outgoing: ({ type }) => Effect.sync(() => void order.push(type))
      })
      const context = yield* McpBridge.layerHttp({ port: 0 }).pipe(
        Layer.provideMerge(Layer.provide(McpBridge.toolkit(kit), handlers)),
        Layer.provideMerge(McpBridge.layerNoEvents({ name: "its own bus", version: "1.0.0" })),
        Layer.provideMerge(events),
        Layer.build
      )
      const url = Context.get(context, McpBridge.HttpDoor).url ?? ""
      const { page } = Context.get(context, Events)
      yield* Stream.fromPubSub(own).pipe(
        Stream.runForEach((type) => Effect.sync(() => void order.push(`own ${type}`))),
        Effect.forkScoped({ startImmediately: true })
      )
      const { sdk: modern } = yield* connect2(url, "2026-07-28", "claude")
      const { sdk: old } = yield* connect1(url)
      yield* Effect.promise(() => modern.callTool({ name: "save" }))
      yield* Effect.promise(() => old.callTool({ name: "save" }))
      yield* ask(`${url}/tools/save`, { json: {} })
      const call = ["call_started", "own saved", "call"]
      assert.deepStrictEqual(order, [...call, ...call, ...call])
      const told = (yield* page()).events.map(({ topic, type }) => `${topic}/${type}`)
      const onServer = ["tools/call_started", "own/saved", "tools/call"]
      assert.deepStrictEqual(told, [...onServer, ...onServer, ...onServer])
    }))

  it.live("name who acts where the application acts itself", () =>
    Effect.gen(function*() {
      const { app, events } = yield* serve()
      yield* app.say("by itself")
      yield* app.say("by a person").pipe(McpBridge.actingAs("anna"))
      const { events: held } = yield* events.page({ topic: "app" })
      assert.deepStrictEqual(held.map(({ actor }) => actor), ["local", "anna"])
    }))

  it.live("are all kept for the watchers of the door, who read them from the first", () =>
    Effect.gen(function*() {
      const { app, url } = yield* serve()
      yield* app.say("before anybody watched")
      const frames: Array<string> = []
      const socket = new WebSocket(`${url.replace("http", "ws")}/ws?from=1&topic=app`)
      yield* Effect.addFinalizer(() => Effect.sync(() => socket.close()))
      socket.addEventListener("message", ({ data }) => frames.push(String(data)))
      const frame = yield* until("a frame", () => frames.find((one) => one.includes("before anybody watched")))
      assert.include(frame, "\"actor\":\"local\"")
    }))
})
