import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ToolRegistry } from "../../services/ToolRegistry.ts"

/** What changes within so long of one another is told once. */
const moment = "200 millis"

/** The uri of a resource of the registry for every moment in which its content changed. */
export const updatesOf = (registry: ToolRegistry["Service"]): Stream.Stream<string> =>
  Stream.unwrap(Effect.gen(function*() {
    const templates = yield* registry.templates
    const instances = yield* Effect.forEach(templates, (template) => template.instances)
    const found = new Set(instances.flat().map(({ uri }) => uri))
    const fixed = (yield* registry.resources).filter(({ uri }) => !found.has(uri))
    const changes = [
      ...fixed.map(({ updates, uri }) => Stream.map(updates, () => uri)),
      ...templates.map((template) => template.changes)
    ]
    return Stream.mergeAll(changes, { concurrency: "unbounded" }).pipe(
      Stream.groupedWithin(Infinity, moment),
      Stream.flatMap((uris) => Stream.fromIterable(new Set(uris)))
    )
  }))

/** An element for every time there were other resources. */
export const listingsOf = (registry: ToolRegistry["Service"]): Stream.Stream<unknown> =>
  Stream.unwrap(
    Effect.map(registry.templates, (templates) =>
      Stream.mergeAll(
        templates.map(({ listings }) => listings),
        { concurrency: "unbounded" }
      ))
  )
