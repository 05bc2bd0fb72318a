import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { createHash, randomBytes } from "node:crypto"

/** How long a link can be used, how long a browser stays logged in, and how many there are of each; the oldest goes. */
const lives = { link: Duration.hours(1), session: Duration.hours(12) } as const
const most = 64

/** A link that lets one browser in, once. */
export interface LoginLink {
  readonly code: string
  /** How long it can be used. */
  readonly life: Duration.Duration
  readonly used: Effect.Effect<void>
}

const secret = (): string => randomBytes(24).toString("base64url")

const digest = (text: string): string => createHash("sha256").update(text).digest("hex")

/** What is known for a while, by its digest: who reads the memory, or measures the search, learns no secret. */
const makeBook = <A>(life: Duration.Duration) => {
  const entries = new Map<string, { readonly until: number; readonly value: A }>()
  const find = (text: string, now: number): A | undefined => {
    const found = entries.get(digest(text))
    return found === undefined || found.until <= now ? undefined : found.value
  }
  return {
    add: (text: string, value: A, now: number) => {
      for (const [key, { until }] of entries) if (until <= now) entries.delete(key)
      for (const [key] of entries) if (entries.size >= most) entries.delete(key)
      entries.set(digest(text), { until: now + Duration.toMillis(life), value })
    },
    find,
    take: (text: string, now: number) => {
      const value = find(text, now)
      entries.delete(digest(text))
      return value
    }
  }
}

/** How a person's browser gets in where the door has a token: by a link that works once, and a session after that. */
export class Logins extends Context.Service<Logins, {
  readonly issue: Effect.Effect<LoginLink>
  /** Uses a link up and gives the id of the session it opens; undefined where it was used, is too old, or never was. */
  readonly redeem: (code: string) => Effect.Effect<string | undefined>
  readonly isOpen: (session: string) => Effect.Effect<boolean>
}>()("qtmcp/layers/http/Logins") {
  static readonly layer = Layer.sync(Logins, () => {
    const links = makeBook<Deferred.Deferred<void>>(lives.link)
    const sessions = makeBook<true>(lives.session)
    return Logins.of({
      issue: Effect.gen(function*() {
        const code = secret()
        const used = yield* Deferred.make<void>()
        links.add(code, used, yield* Clock.currentTimeMillis)
        return { code, life: lives.link, used: Deferred.await(used) }
      }),
      redeem: Effect.fnUntraced(function*(code: string) {
        const now = yield* Clock.currentTimeMillis
        const used = links.take(code, now)
        if (used === undefined) return undefined
        const session = secret()
        sessions.add(session, true, now)
        yield* Deferred.succeed(used, undefined)
        return session
      }, Effect.uninterruptible),
      isOpen: (session) => Effect.map(Clock.currentTimeMillis, (now) => sessions.find(session, now) === true)
    })
  })
}

/** How long a browser keeps the cookie of a session. */
export const sessionLife = lives.session
