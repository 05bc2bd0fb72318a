import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { hostFault, isLoopback, namesOf, originFault } from "./hosts.ts"
import { defaults, type Limits } from "./limits.ts"
import { makeRate } from "./rate.ts"
import { mayUseSession, sessionOf } from "./session.ts"
import { bearerOf, sameToken } from "./token.ts"

/** A request as it knocks: of `node:http`, or of Effect. */
export interface Knock {
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  /** The address it comes from. */
  readonly address: string | undefined
  /** Of a request that may come with the session of a browser. */
  readonly method?: string
  /** It needs no token: it is how a person gets in. */
  readonly isLogin?: boolean
}

/** What is not let in: 401 without the token, 403 for a wrong Host or Origin, 429 for too many requests. */
export class Refused extends Schema.TaggedError<Refused>()("Refused", {
  status: Schema.Literals([401, 403, 429]),
  reason: Schema.String,
  /** To be sent with the answer. */
  headers: Schema.Record(Schema.String, Schema.String)
}) {
  override get message(): string {
    return this.reason
  }
}

/** Others than this machine could reach the door, and it has no lock. */
export class TokenMissing extends Schema.TaggedError<TokenMissing>()("TokenMissing", { host: Schema.String }) {
  override get message(): string {
    return `Listening on ${this.host} lets other machines in, which needs a token that every request has to carry: set one, or listen on 127.0.0.1.`
  }
}

export interface DoorOptions {
  /** The host name or address it listens on. */
  readonly host: string
  /** What `Authorization: Bearer` has to carry; undefined asks for nothing. */
  readonly token: string | undefined
  readonly limits?: Limits
  /** Whether a session of a browser is open, which then needs no token; there are none where absent. */
  readonly isSession?: (id: string) => Effect.Effect<boolean>
}

const only = (value: string | ReadonlyArray<string> | undefined): string | undefined =>
  typeof value === "string" || value === undefined ? value : value[0]

/** The one door of a server: whatever comes in by HTTP or WebSocket passes `check` before anything else sees it. */
export class Door extends Context.Service<Door, {
  readonly limits: Limits
  readonly hasToken: boolean
  /** Rate, Host, Origin and token, in this order. */
  readonly check: (knock: Knock) => Effect.Effect<void, Refused>
}>()("qtmcp/layers/http/Door") {
  static readonly make = Effect.fn("Door.make")(function*({ host, isSession, limits = defaults, token }: DoorOptions) {
    if (!isLoopback(host) && token === undefined) return yield* new TokenMissing({ host })
    const names = namesOf(host)
    const take = yield* makeRate(limits)

    /** Let in as a person's browser: by a cookie that only its own pages can use. */
    const hasSession = Effect.fnUntraced(function*({ headers, method }: Knock) {
      const host = only(headers["host"])
      const session = sessionOf(only(headers["cookie"]), host)
      if (isSession === undefined || session === undefined || !(yield* isSession(session))) return false
      const [origin, upgrade] = [only(headers["origin"]), only(headers["upgrade"])]
      const [site, mode] = [only(headers["sec-fetch-site"]), only(headers["sec-fetch-mode"])]
      if (mayUseSession({ method, host, origin, upgrade, site, mode })) return true
      const reason = "Only the pages of this very server may do this with a person's login"
      return yield* new Refused({ status: 403, reason, headers: {} })
    })

    const check = Effect.fnUntraced(function*(knock: Knock) {
      const { address, headers } = knock
      const wait = yield* take(address ?? "")
      if (wait > 0) {
        const reason = `Too many requests; try again in ${wait} s`
        return yield* new Refused({ status: 429, reason, headers: { "retry-after": String(wait) } })
      }
      const asked = only(headers["host"])
      const fault = hostFault(asked, names) ?? originFault(only(headers["origin"]), asked, names)
      if (fault !== undefined) return yield* new Refused({ status: 403, reason: fault, headers: {} })
      if (token === undefined || knock.isLogin === true) return
      const given = bearerOf(only(headers["authorization"]))
      if (given === undefined ? yield* hasSession(knock) : sameToken(given, token)) return
      const reason = given === undefined
        ? "A token is needed: Authorization: Bearer TOKEN"
        : "The token is not the right one"
      const challenge = `Bearer realm="qtmcp"${given === undefined ? "" : ", error=\"invalid_token\""}`
      return yield* new Refused({ status: 401, reason, headers: { "www-authenticate": challenge } })
    })
    return Door.of({ limits, hasToken: token !== undefined, check })
  })

  static readonly layer = (options: DoorOptions) => Layer.effect(Door, Door.make(options))
}
