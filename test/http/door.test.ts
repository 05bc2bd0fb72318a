import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { Door, type DoorOptions, type Knock } from "../../src/layers/http/door/Door.ts"
import { defaults } from "../../src/layers/http/door/limits.ts"

const local: DoorOptions = { host: "127.0.0.1", token: undefined }
const open: DoorOptions = { host: "0.0.0.0", token: "right" }

/** 200 where a request with these headers is let in, else the status it is refused with. */
const statusOf = (options: DoorOptions, headers: Knock["headers"]) =>
  Effect.gen(function*() {
    const door = yield* Door.make(options)
    return yield* Effect.match(door.check({ headers, address: "127.0.0.1" }), {
      onFailure: ({ status }) => status,
      onSuccess: () => 200
    })
  })

const tries = (
  what: string,
  options: DoorOptions,
  cases: ReadonlyArray<readonly [Knock["headers"], 200 | 401 | 403]>
) =>
  describe(what, () => {
    for (const [headers, expected] of cases) {
      it.effect(`${JSON.stringify(headers)}: ${expected}`, () =>
        Effect.gen(function*() {
          assert.strictEqual(yield* statusOf(options, headers), expected)
        }))
    }
  })

tries("a door for this machine looks at Host", local, [
  [{ host: "localhost" }, 200],
  [{ host: "localhost:9876" }, 200],
  [{ host: "LOCALHOST:1" }, 200],
  [{ host: "127.0.0.1:65535" }, 200],
  [{ host: "[::1]" }, 200],
  [{ host: "[::1]:9876" }, 200],
  [{ host: "[0:0:0:0:0:0:0:1]:9876" }, 200],
  [{}, 403],
  [{ host: "" }, 403],
  [{ host: "evil.example" }, 403],
  [{ host: "evil.example:9876" }, 403],
  [{ host: "localhost.evil.example" }, 403],
  [{ host: "localhost@evil.example" }, 403],
  [{ host: "evil.example@localhost" }, 403],
  [{ host: "localhost/evil" }, 403],
  [{ host: "192.168.1.2:9876" }, 403],
  [{ host: "[::2]" }, 403]
])

tries("a door for this machine looks at Origin", local, [
  [{ host: "localhost", origin: "http://localhost:3000" }, 200],
  [{ host: "localhost", origin: "https://127.0.0.1" }, 200],
  [{ host: "localhost", origin: "http://[::1]:8080" }, 200],
  [{ host: "localhost", origin: "null" }, 403],
  [{ host: "localhost", origin: "http://evil.example" }, 403],
  [{ host: "localhost", origin: "http://localhost.evil.example" }, 403],
  [{ host: "localhost", origin: "chrome-extension://abc" }, 403],
  [{ host: "localhost", origin: "x" }, 403]
])

tries("a door with a token looks at Authorization", { ...local, token: "right" }, [
  [{ host: "localhost", authorization: "Bearer right" }, 200],
  [{ host: "localhost", authorization: "bearer  right " }, 200],
  [{ host: "localhost" }, 401],
  [{ host: "localhost", authorization: "Bearer wrong" }, 401],
  [{ host: "localhost", authorization: "Bearer right2" }, 401],
  [{ host: "localhost", authorization: "Basic right" }, 401],
  [{ host: "localhost", authorization: "Bearer " }, 401],
  [{ host: "evil.example", authorization: "Bearer right" }, 403]
])

tries("a door for others takes any Host, pages of this machine and its own, and asks for the token", open, [
  [{ host: "box.lan:9876", authorization: "Bearer right" }, 200],
  [{ host: "box.lan:9876", origin: "http://box.lan:9876", authorization: "Bearer right" }, 200],
  [{ host: "[fe80::1]:9876", origin: "http://[fe80::1]:9876", authorization: "Bearer right" }, 200],
  [{ host: "box.lan:9876", origin: "http://localhost", authorization: "Bearer right" }, 200],
  [{ host: "box.lan:9876", origin: "http://evil.example", authorization: "Bearer right" }, 403],
  [{ host: "box.lan:9876" }, 401]
])

describe("a door", () => {
  for (const host of ["0.0.0.0", "::", "192.168.1.2", "box.lan"]) {
    it.effect(`on ${host} is not made without a token, and says why`, () =>
      Effect.gen(function*() {
        const { message } = yield* Effect.flip(Door.make({ host, token: undefined }))
        assert.include(message, host)
        assert.match(message, /token.*127\.0\.0\.1/)
      }))
  }

  for (const host of ["127.0.0.1", "127.0.0.2", "localhost", "::1", "[::1]"]) {
    it.effect(`on ${host} needs none, and answers to that name`, () =>
      Effect.gen(function*() {
        const name = host === "::1" ? "[::1]" : host
        assert.strictEqual(yield* statusOf({ host, token: undefined }, { host: `${name}:9876` }), 200)
      }))
  }

  it.effect("tells who sends no token what is needed, and never the token", () =>
    Effect.gen(function*() {
      const door = yield* Door.make({ ...local, token: "right" })
      const none = yield* Effect.flip(door.check({ headers: { host: "localhost" }, address: "a" }))
      assert.strictEqual(none.headers["www-authenticate"], "Bearer realm=\"qtmcp\"")
      const headers = { host: "localhost", authorization: "Bearer secret" }
      const wrong = yield* Effect.flip(door.check({ headers, address: "a" }))
      assert.include(wrong.headers["www-authenticate"], "invalid_token")
      assert.notMatch(JSON.stringify([none, wrong]), /right"|secret/)
    }))

  it.effect("lets a client make so many requests, says when to come back, and lets others in meanwhile", () =>
    Effect.gen(function*() {
      const door = yield* Door.make({ ...local, limits: { ...defaults, rate: 3, rateTime: 9000 } })
      const from = (address: string) => door.check({ headers: { host: "localhost" }, address })
      yield* Effect.repeat(from("10.0.0.1"), { times: 2 })
      const refused = yield* Effect.flip(from("10.0.0.1"))
      assert.deepStrictEqual([refused.status, refused.headers], [429, { "retry-after": "3" }])
      yield* from("10.0.0.2")
      yield* TestClock.adjust("3 seconds")
      yield* from("10.0.0.1")
      yield* Effect.flip(from("10.0.0.1"))
    }))
})
