import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { Logins, sessionLife } from "./door/Logins.ts"
import { badLink, pageHeaders } from "./door/pages.ts"
import { cookieName } from "./door/session.ts"

/** The path of a link, where a browser gets in. */
export const loginPath = (code: string): string => `/login/${code}`

export const isLogin = (path: string): boolean => /^\/login\/[\w-]+(?:\?|$)/.test(path)

/** Opens a session for the browser that comes with a link, and sends it on to the live view. */
export const routes = HttpRouter.use(Effect.fnUntraced(function*(router) {
  const logins = yield* Logins
  yield* router.add(
    "GET",
    "/login/:code",
    Effect.gen(function*() {
      const { headers, method } = yield* HttpServerRequest.HttpServerRequest
      const { code = "" } = yield* HttpRouter.params
      // A link is used by a person who opens it, not by what looks at it before.
      const session = method === "GET" ? yield* logins.redeem(code) : undefined
      if (session === undefined) return badLink()
      return HttpServerResponse.redirect("/", { status: 303, headers: pageHeaders }).pipe(
        HttpServerResponse.setCookieUnsafe(cookieName(headers["host"]), session, {
          httpOnly: true,
          sameSite: "strict",
          // A proxy says so that speaks TLS to the browser.
          secure: headers["x-forwarded-proto"] === "https",
          path: "/",
          maxAge: sessionLife
        })
      )
    })
  )
}))
