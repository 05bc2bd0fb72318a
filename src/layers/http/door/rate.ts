import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Hash from "effect/Hash"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type { Limits } from "./limits.ts"

/** Addresses share so many buckets, so that the table cannot be made to grow. */
const buckets = 4096

/** Takes one request of a client from its bucket: 0, or the seconds after which to try again. */
export type Rate = (address: string) => Effect.Effect<number>

/** A token bucket per client. */
export const makeRate = Effect.fn("Door.makeRate")(function*({ rate, rateTime }: Limits) {
  const limiter = yield* RateLimiter.make
  const consume: Rate = (address) =>
    limiter.consume({
      algorithm: "token-bucket",
      key: String(Math.abs(Hash.string(address)) % buckets),
      limit: rate,
      window: rateTime
    }).pipe(
      Effect.as(0),
      Effect.catchTag("RateLimiterError", ({ reason }) =>
        Effect.succeed("retryAfter" in reason ? Math.max(1, Math.ceil(Duration.toSeconds(reason.retryAfter))) : 1))
    )
  return consume
}, Effect.provide(RateLimiter.layerStoreMemory))
