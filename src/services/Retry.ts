import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"

/** The schedules of the bridge as values, so that an embedding application or a test can replace them. */
export class Retry extends Context.Service<Retry, {
  /** How many attempts one round has; the schedule recurs once less. */
  readonly attempts: number
  /** The pauses between the attempts of one round of connecting. */
  readonly reconnect: Schedule.Schedule<Duration.Duration>
}>()("qtmcp/services/Retry") {
  /** Three attempts, 0.5 s and 1 s apart, each pause varied by up to 20 % and none above 10 s. */
  static readonly layer = Layer.succeed(Retry, {
    attempts: 3,
    reconnect: Schedule.exponential("500 millis").pipe(
      Schedule.upTo({ times: 2 }),
      Schedule.jittered,
      Schedule.modifyDelay(({ duration }) => Effect.succeed(Duration.min(duration, Duration.seconds(10))))
    )
  })
}
