import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { type Resource, ResourceFailed, ToolRegistry } from "../../services/ToolRegistry.ts"
import { variablesOf } from "../program/templates.ts"
import type { Told } from "./toolkit.ts"

interface Described {
  readonly name: string
  readonly description: string
  /** `text/plain` where absent. */
  readonly mimeType?: string
}

/** A text an agent can read and subscribe to. */
export interface ResourceOptions<E extends Told, R> extends Described {
  readonly uri: string
  readonly read: Effect.Effect<string, E, R>
  /** An element for every time the text changed; it never does where absent. */
  readonly updates?: Stream.Stream<unknown, never, R>
}

/** Texts of one kind, named by variables in their uri (RFC 6570), such as `doc://{id}`. */
export interface ResourceTemplateOptions<E extends Told, R> extends Described {
  readonly template: string
  /** What there is now: the uri of each, and what it is called. */
  readonly list: Effect.Effect<ReadonlyArray<{ readonly uri: string; readonly name: string }>, never, R>
  /** The text of these variables; undefined where there is none of that name. */
  readonly read: (variables: ReadonlyMap<string, string>) => Effect.Effect<string | undefined, E, R>
  /** The uri of a text for every time it changed. */
  readonly updates?: Stream.Stream<string, never, R>
  /** An element for every time there were others. */
  readonly listings?: Stream.Stream<unknown, never, R>
}

const failing = (uri: string) => Effect.mapError(({ message }: Told) => new ResourceFailed({ uri, message }))

/** Contributes a resource to the server; it is read anew for every request. */
export const resource = <E extends Told, R>(
  { description, mimeType = "text/plain", name, read, updates = Stream.empty, uri }: ResourceOptions<E, R>
) =>
  Layer.effectDiscard(Effect.gen(function*() {
    const registry = yield* ToolRegistry
    const context = yield* Effect.context<R>()
    const own = { uri, name, description, mimeType, updates: Stream.provideContext(updates, context) }
    yield* registry.addResources([{ ...own, read: () => Effect.provideContext(failing(uri)(read), context) }])
  }))

const uriOf = (template: string, variables: ReadonlyMap<string, string>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(variables.get(name) ?? ""))

/** Contributes resources of one kind to the server; they are listed and read anew for every request. */
export const resourceTemplate = <E extends Told, R>(
  { description, list, listings, mimeType = "text/plain", name, read, template, updates }: ResourceTemplateOptions<E, R>
) =>
  Layer.effectDiscard(Effect.gen(function*() {
    const registry = yield* ToolRegistry
    const context = yield* Effect.context<R>()
    const changes = Stream.provideContext(updates ?? Stream.empty, context)

    const one = (uri: string, name: string, text: Effect.Effect<string, ResourceFailed>): Resource => ({
      uri,
      name,
      description,
      mimeType,
      read: () => text,
      updates: Stream.filter(changes, (changed) => changed === uri)
    })

    const find = Effect.fnUntraced(function*(variables: ReadonlyMap<string, string>) {
      const uri = uriOf(template, variables)
      const found = yield* Effect.result(Effect.provideContext(failing(uri)(read(variables)), context))
      if (Result.isFailure(found)) return one(uri, name, Effect.fail(found.failure))
      return found.success === undefined ? undefined : one(uri, name, Effect.succeed(found.success))
    })

    const text = Effect.fnUntraced(function*(uri: string) {
      const found = yield* find(variablesOf(template, uri) ?? new Map())
      return found === undefined ? "" : yield* found.read(new Map())
    })

    yield* registry.addTemplates([{
      template,
      name,
      description,
      mimeType,
      instances: Effect.map(
        Effect.provideContext(list, context),
        (all) => all.map(({ name, uri }) => one(uri, name, text(uri)))
      ),
      find,
      changes,
      listings: Stream.provideContext(listings ?? Stream.empty, context)
    }])
  }))
