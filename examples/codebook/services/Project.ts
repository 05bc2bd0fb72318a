import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import { NoProject, type NoSuchFile } from "../errors.ts"
import { openStore } from "../layers/sqlite.ts"
import type { Store } from "./Store.ts"

interface Open {
  readonly store: Store
  readonly scope: Scope.Closeable
}

/** So many may use a project at once; who closes it waits for all of them. */
const users = 1000

/**
 * The project that is open, if one is. Whoever needs its store asks for it anew every time: this service stays when the
 * project is closed and another is opened, a store does not.
 */
export class Project extends Context.Service<Project, {
  /** Gives the store to a step of work, and keeps it open as long as that takes. */
  readonly use: <A, E, R>(step: (store: Store) => Effect.Effect<A, E, R>) => Effect.Effect<A, E | NoProject, R>
  /** Closes what is open first; leaves it open where the file is none of a project. */
  readonly open: (file: string) => Effect.Effect<Store, NoSuchFile>
  readonly close: Effect.Effect<void>
}>()("codebook/Project") {
  static readonly layer = Layer.effect(
    Project,
    Effect.gen(function*() {
      const lock = yield* Semaphore.make(users)
      let current = Option.none<Open>()

      /** Only while nobody uses the project. */
      const replace = (next: Option.Option<Open>) =>
        Effect.suspend(() => {
          const was = current
          current = next
          return Option.isSome(was) ? Scope.close(was.value.scope, Exit.void) : Effect.void
        }).pipe(lock.withPermits(users))

      yield* Effect.addFinalizer(() => replace(Option.none()))

      return Project.of({
        use: <A, E, R>(step: (store: Store) => Effect.Effect<A, E, R>) =>
          Effect.suspend((): Effect.Effect<A, E | NoProject, R> =>
            Option.isSome(current) ? step(current.value.store) : new NoProject()
          ).pipe(lock.withPermits(1)),
        open: Effect.fn("Project.open")(function*(file: string) {
          const scope = yield* Scope.make()
          const store = yield* openStore(file).pipe(
            Scope.provide(scope),
            Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause)))
          )
          yield* replace(Option.some({ store, scope }))
          return store
        }, Effect.uninterruptible),
        close: Effect.uninterruptible(replace(Option.none()))
      })
    })
  )
}
