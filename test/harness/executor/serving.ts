import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Schema from "effect/Schema"
import { defaultPolicy, type Policy } from "../../../src/layers/executor/Policy.ts"
import { serve, type ServiceOptions } from "../../../src/layers/executor/service.ts"
import * as ExecutorLive from "../../../src/layers/ExecutorLive.ts"
import { environment } from "../mcp/BridgeProcess.ts"
import { type ClientOptions, connect } from "./ExecutorClient.ts"

const Health = Schema.Struct({
  status: Schema.Literal("healthy"),
  service: Schema.String,
  version: Schema.String,
  active_sessions: Schema.Int,
  max_sessions: Schema.Int,
  uptime_seconds: Schema.Finite
})

const decodeHealth = Schema.decodeUnknownEffect(Health)

export interface Serving {
  readonly policy?: Partial<Policy>
  readonly service?: Partial<ServiceOptions>
}

/** The real service in this process, on a free port, with times that suit a test. */
export const serving = Effect.fn("serving")(function*({ policy, service }: Serving = {}) {
  const context = yield* Layer.build(
    Layer.merge(
      ExecutorLive.layer({ ...defaultPolicy, grace: 400, environment: environment(), ...policy }),
      Logger.layer([])
    )
  )
  const options = { host: "127.0.0.1", port: 0, token: undefined, maxSessions: 100, heartbeat: 30_000, rate: 10_000 }
  const port = yield* Effect.provide(serve({ ...options, ...service }), context)
  const url = `ws://127.0.0.1:${port}/ws`
  const health = Effect.flatMap(
    Effect.promise(async () => (await fetch(`http://127.0.0.1:${port}/health`)).json()),
    decodeHealth
  )
  return { port, url, health, connect: (client?: ClientOptions, to = url) => connect(to, client) }
})

/** A service and one client of it. */
export const served = Effect.fn("served")(function*(options: Serving = {}) {
  const service = yield* serving(options)
  return yield* service.connect()
})
