import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as Layer from "effect/Layer"

type Route = HttpRouter.Route<unknown, unknown>

const has = (taken: ReadonlyArray<Route>) => ({ method, path }: Route) =>
  taken.some((one) => one.path === path && (one.method === method || one.method === "*"))

/**
 * Adds routes, and gives a router on which what comes later is added beside them and never in their place: an application
 * that shows a page of its own at `/` has it, and all else is where it was.
 */
export const layer = <A, E, R>(routes: Layer.Layer<A, E, R>) =>
  Layer.effect(
    HttpRouter.HttpRouter,
    Effect.gen(function*() {
      const router = yield* HttpRouter.HttpRouter
      const taken: Array<Route> = []
      const noting: typeof router = {
        ...router,
        addAll: (added) => {
          taken.push(...added)
          return router.addAll(added)
        },
        add: (method, path, handler, options) => {
          taken.push(HttpRouter.route(method, path, handler, options))
          return router.add(method, path, handler, options)
        }
      }
      yield* Layer.build(routes.pipe(Layer.provide(Layer.succeed(HttpRouter.HttpRouter, noting))))
      const isFree = (route: Route) => !has(taken)(route)
      return HttpRouter.HttpRouter.of({
        ...router,
        addAll: <const Routes extends ReadonlyArray<Route>>(added: Routes) => {
          const free: ReadonlyArray<Routes[number]> = added.filter(isFree)
          return router.addAll(free)
        },
        add: (method, path, handler, options) =>
          isFree(HttpRouter.route(method, path, handler, options))
            ? router.add(method, path, handler, options)
            : Effect.void
      })
    })
  )
