import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as Layer from "effect/Layer"
import { CurrentCall, ToolRegistry } from "../../services/ToolRegistry.ts"
import { printable } from "../discovery/printable.ts"
import { Door } from "../http/door/Door.ts"
import { Logins } from "../http/door/Logins.ts"
import { loginPath } from "../http/loginRoutes.ts"
import { LiveView } from "../live/LiveView.ts"
import { api } from "./api.ts"
import { outlineView, pictureView } from "./LiveViews.ts"
import { NoLogin } from "./refusals.ts"
import { pauseView } from "./ServerView.ts"
import { baseUrl } from "./tasks.ts"

const longestName = 100

const as = (by = "rest") =>
  Effect.provideService(CurrentCall, { actor: printable(by, longestName), progress: () => Effect.void })

const actions = HttpApiBuilder.group(
  api,
  "actions",
  Effect.fnUntraced(function*(handlers) {
    const { pause, resume } = yield* ToolRegistry
    return handlers.handleAll({
      pause: ({ query }) => Effect.map(pause, pauseView).pipe(as(query.by)),
      resume: ({ query }) => Effect.map(resume, pauseView).pipe(as(query.by))
    })
  })
)

const view = HttpApiBuilder.group(
  api,
  "view",
  Effect.fnUntraced(function*(handlers) {
    const { outline, picture } = yield* LiveView
    return handlers.handleAll({
      picture: () => Effect.map(picture, pictureView),
      outline: () => Effect.map(outline, outlineView)
    })
  })
)

const logins = HttpApiBuilder.group(
  api,
  "logins",
  Effect.fnUntraced(function*(handlers) {
    const { hasToken } = yield* Door
    const { issue } = yield* Logins
    const link = Effect.fnUntraced(function*(request: HttpServerRequest.HttpServerRequest) {
      if (!hasToken) return yield* new NoLogin()
      const { code, life } = yield* issue
      const expires = new Date((yield* Clock.currentTimeMillis) + Duration.toMillis(life)).toISOString()
      return { url: `${baseUrl(request)}${loginPath(code)}`, expires }
    })
    return handlers.handleAll({ issue: ({ request }) => link(request) })
  })
)

export const layer = Layer.mergeAll(actions, view, logins)
