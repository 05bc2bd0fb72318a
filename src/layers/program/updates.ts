import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Stream from "effect/Stream"
import type { ToolRegistry } from "../../services/ToolRegistry.ts"

/** What changes within so long of one another is told once. */
const moment = "200 millis"

/**
 * What several streams give, each value once a moment. All of them are listened to before the first is waited for, so that
 * nothing is missed of what changes right after somebody began to watch.
 */
const gathered = <A>(streams: ReadonlyArray<Stream.Stream<A>>): Stream.Stream<A> =>
  Stream.unwrap(Effect.gen(function*() {
    const values = new Set<A>()
    const changed = yield* Latch.make()
    for (const stream of streams) {
      const gather = (value: A) => Effect.andThen(Effect.sync(() => values.add(value)), changed.open)
      yield* Effect.forkScoped(Stream.runForEach(stream, gather), { startImmediately: true })
    }
    let rest: Effect.Effect<void> = Effect.void
    const next = Effect.gen(function*() {
      yield* rest
      rest = Effect.sleep(moment)
      yield* changed.await
      yield* changed.close
      const taken = [...values]
      values.clear()
      return taken
    })
    return Stream.flattenIterable(Stream.fromEffectRepeat(next))
  }))

/** The uri of a resource of the registry for every moment in which its content changed. */
export const updatesOf = (registry: ToolRegistry["Service"]): Stream.Stream<string> =>
  Stream.unwrap(Effect.gen(function*() {
    const templates = yield* registry.templates
    const instances = yield* Effect.forEach(templates, (template) => template.instances)
    const found = new Set(instances.flat().map(({ uri }) => uri))
    const fixed = (yield* registry.resources).filter(({ uri }) => !found.has(uri))
    return gathered([
      ...fixed.map(({ updates, uri }) => Stream.map(updates, () => uri)),
      ...templates.map((template) => template.changes)
    ])
  }))

/** An element for every moment in which there were other resources. */
export const listingsOf = (registry: ToolRegistry["Service"]): Stream.Stream<unknown> =>
  Stream.unwrap(Effect.map(
    registry.templates,
    (templates) => gathered(templates.map(({ listings }) => Stream.map(listings, () => "listings")))
  ))
