import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import { listingsOf, updatesOf } from "../../../src/layers/program/updates.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import { type Resource, ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import { settled } from "../../harness/probe/soon.ts"

const registry = ToolRegistryLive.layer.pipe(Layer.provide(EventsLive.layer))

const resourceOf = (uri: string, updates: Stream.Stream<unknown>): Resource => ({
  uri,
  name: uri,
  description: "",
  mimeType: "text/plain",
  read: () => Effect.succeed(""),
  updates
})

/** A registry of a resource and a template, each changed by the test. */
const changeable = Effect.gen(function*() {
  const tools = yield* ToolRegistry
  const one = yield* PubSub.unbounded<unknown>()
  const many = yield* PubSub.unbounded<string>()
  const lists = yield* PubSub.unbounded<unknown>()
  yield* tools.addResources([resourceOf("one://", Stream.fromPubSub(one))])
  yield* tools.addTemplates([{
    template: "many://{id}",
    name: "many",
    description: "",
    mimeType: "text/plain",
    instances: Effect.succeed([resourceOf("many://a", Stream.die("its changes come with the template's"))]),
    find: () => Effect.undefined,
    changes: Stream.fromPubSub(many),
    listings: Stream.fromPubSub(lists)
  }])
  return { tools, one, many, lists }
})

const collected = Effect.fnUntraced(function*<A>(stream: Stream.Stream<A>) {
  const seen: Array<A> = []
  yield* Effect.forkChild(Stream.runForEach(stream, (value) => Effect.sync(() => seen.push(value))), {
    startImmediately: true
  })
  return seen
})

describe("the updates of all resources", () => {
  it.effect("tell of what changes right after somebody began to watch, and once of what changes often", () =>
    Effect.gen(function*() {
      const { many, one, tools } = yield* changeable
      const seen = yield* collected(updatesOf(tools))
      yield* PubSub.publish(many, "many://a")
      yield* PubSub.publish(one, 1)
      yield* settled
      assert.sameMembers(seen.splice(0), ["many://a", "one://"])
      for (let n = 0; n < 50; n += 1) yield* PubSub.publish(many, `many://${n % 2}`)
      yield* settled
      assert.deepStrictEqual(seen, [])
      yield* TestClock.adjust("200 millis")
      assert.sameMembers(seen.splice(0), ["many://0", "many://1"])
      yield* TestClock.adjust("10 seconds")
      assert.deepStrictEqual(seen, [])
    }).pipe(Effect.provide(registry)))

  it.effect("tell of another list in the same way", () =>
    Effect.gen(function*() {
      const { lists, tools } = yield* changeable
      const seen = yield* collected(listingsOf(tools))
      yield* PubSub.publish(lists, 1)
      yield* PubSub.publish(lists, 2)
      yield* settled
      assert.isAtLeast(seen.length, 1)
      yield* TestClock.adjust("1 seconds")
      assert.isAtMost(seen.length, 2)
    }).pipe(Effect.provide(registry)))
})
