import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { Door } from "../../src/layers/http/door/Door.ts"
import { Logins } from "../../src/layers/http/door/Logins.ts"
import { cookieName, mayUseSession, type Sender, sessionOf } from "../../src/layers/http/door/session.ts"

const here: Sender = {
  method: "GET",
  host: "localhost:9876",
  origin: undefined,
  upgrade: undefined,
  site: undefined,
  mode: undefined
}

describe("a login", () => {
  it.effect("opens one session with one link, and tells who issued it", () =>
    Effect.gen(function*() {
      const { isOpen, issue, redeem } = yield* Logins
      const link = yield* issue
      assert.match(link.code, /^[\w-]{32}$/)
      assert.isUndefined(yield* redeem("nothing"))
      const session = (yield* redeem(link.code)) ?? ""
      yield* link.used
      assert.isTrue(yield* isOpen(session))
      assert.isFalse(yield* isOpen(link.code))
      assert.isFalse(yield* isOpen(""))
      assert.isUndefined(yield* redeem(link.code))
      assert.notStrictEqual((yield* issue).code, link.code)
    }).pipe(Effect.provide(Logins.layer)))

  it.effect("by a link is possible for an hour, and lasts for twelve", () =>
    Effect.gen(function*() {
      const { isOpen, issue, redeem } = yield* Logins
      const [early, late] = [yield* issue, yield* issue]
      yield* TestClock.adjust("59 minutes")
      const session = (yield* redeem(early.code)) ?? ""
      yield* TestClock.adjust("1 minute")
      assert.isUndefined(yield* redeem(late.code))
      yield* TestClock.adjust("11 hours")
      assert.isTrue(yield* isOpen(session))
      yield* TestClock.adjust("1 hour")
      assert.isFalse(yield* isOpen(session))
    }).pipe(Effect.provide(Logins.layer)))

  it.effect("is known of 64 at once: the oldest link goes", () =>
    Effect.gen(function*() {
      const { issue, redeem } = yield* Logins
      const first = yield* issue
      const second = yield* issue
      yield* Effect.repeat(issue, { times: 62 })
      assert.isUndefined(yield* redeem(first.code))
      assert.isString(yield* redeem(second.code))
    }).pipe(Effect.provide(Logins.layer)))

  it("belongs to one port, which cookies do not", () => {
    assert.strictEqual(cookieName("localhost:9876"), "qtmcp_session_9876")
    assert.strictEqual(cookieName("[::1]:8765"), "qtmcp_session_8765")
    assert.strictEqual(cookieName("example.org"), "qtmcp_session_80")
    const cookie = "a=1; qtmcp_session_9876=abc; qtmcp_session_1=def"
    assert.strictEqual(sessionOf(cookie, "localhost:9876"), "abc")
    assert.isUndefined(sessionOf(cookie, "localhost:98"))
    assert.isUndefined(sessionOf(undefined, "localhost:9876"))
  })

  it("is used by the pages of the server alone", () => {
    const own = "http://localhost:9876"
    const neighbour = "http://localhost:3000"
    const cases: ReadonlyArray<readonly [Partial<Sender>, boolean]> = [
      [{}, true],
      [{ site: "same-origin", mode: "cors" }, true],
      [{ site: "none", mode: "navigate" }, true],
      [{ site: "same-site", mode: "navigate" }, true],
      [{ site: "same-site", mode: "no-cors" }, false],
      [{ site: "cross-site", mode: "cors" }, false],
      [{ origin: neighbour }, false],
      [{ origin: own }, true],
      [{ method: "POST" }, false],
      [{ method: "POST", origin: own }, true],
      [{ method: "POST", origin: "http://LOCALHOST:9876" }, true],
      [{ method: "POST", origin: neighbour, site: "same-origin" }, false],
      [{ method: "POST", origin: "null" }, false],
      [{ method: "DELETE", origin: `${own}.example` }, false],
      [{ upgrade: "websocket" }, false],
      [{ upgrade: "websocket", origin: neighbour }, false],
      [{ upgrade: "websocket", origin: own }, true]
    ]
    for (const [given, expected] of cases) {
      assert.strictEqual(mayUseSession({ ...here, ...given }), expected, JSON.stringify(given))
    }
  })

  it.effect("opens no door that knows of none, and takes the place of the token alone", () =>
    Effect.gen(function*() {
      const headers = { host: "localhost:9876", cookie: "qtmcp_session_9876=abc" }
      const knock = { headers, address: "127.0.0.1", method: "GET" }
      const without = yield* Door.make({ host: "127.0.0.1", token: "right" })
      assert.strictEqual((yield* Effect.flip(without.check(knock))).status, 401)
      const door = yield* Door.make({
        host: "127.0.0.1",
        token: "right",
        isSession: (id) => Effect.succeed(id === "abc")
      })
      yield* door.check(knock)
      const wrong = { ...headers, authorization: "Bearer wrong" }
      assert.strictEqual((yield* Effect.flip(door.check({ ...knock, headers: wrong }))).status, 401)
      const rebound = { ...headers, host: "stranger.example:9876", cookie: "qtmcp_session_9876=abc" }
      assert.strictEqual((yield* Effect.flip(door.check({ ...knock, headers: rebound }))).status, 403)
    }))
})
