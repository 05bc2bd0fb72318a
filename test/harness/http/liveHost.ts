import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Bridge from "../../../src/layers/Bridge.ts"
import * as Demo from "../../../src/layers/demo/Demo.ts"
import * as HttpHost from "../../../src/layers/HttpHost.ts"
import { Settings, type SettingsValues } from "../../../src/services/Settings.ts"

const http = { host: "127.0.0.1", port: 0 }

/** The whole bridge as it stands in the sources, on a demo application that can be steered, behind HTTP. */
export const liveHost = Effect.fn("liveHost")(function*(settings: Partial<SettingsValues> = {}) {
  const demo = yield* Demo.start()
  const values = {
    ...Settings.defaults,
    http,
    wsUrl: demo.url,
    x11Input: "off" as const,
    discovery: false,
    ...settings
  }
  const context = yield* Layer.build(Bridge.layer.pipe(Layer.provide(Layer.succeed(Settings, values))))
  const url = yield* HttpHost.listen({ address: http, token: undefined }).pipe(Effect.provideContext(context))
  return { demo, url }
})
