import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask, generation } from "../probe/ask.ts"
import { make, text } from "../tool.ts"

const ping = ask("qt.ping", Schema.Struct({ eventLoopLatency: Schema.optionalKey(Schema.Finite) }))

const version = ask(
  "qt.version",
  Schema.Struct({
    name: Schema.String,
    version: Schema.String,
    protocol: Schema.String,
    deprecated: Schema.optionalKey(Schema.Array(Schema.String))
  })
)

const modesSeed = ask("qt.modes", Schema.Array(Schema.String))
const modesNewest = ask("getModes", Schema.Array(Schema.String))

export const sessionTools = [
  make({
    name: "qt_ping",
    kind: "read",
    about: "Check that the application answers; gives its event loop latency.",
    params: {},
    wire: ["qt.ping"],
    run: Effect.fn("qt_ping")(function*() {
      const { eventLoopLatency = 0 } = yield* ping({})
      return text(`pong, event loop latency ${eventLoopLatency} ms`, { pong: true, eventLoopLatency })
    })
  }),
  make({
    name: "qt_version",
    kind: "read",
    about: "Name and version of the probe.",
    params: {},
    wire: ["qt.version"],
    run: Effect.fn("qt_version")(function*() {
      const found = yield* version({})
      return text(`${found.name} ${found.version} (${yield* generation} generation, ${found.protocol})`, { ...found })
    })
  }),
  make({
    name: "qt_modes",
    kind: "read",
    about: "API modes the probe serves.",
    params: {},
    wire: { newest: ["getModes"], seed: ["qt.modes"] },
    run: Effect.fn("qt_modes")(function*() {
      const modes = yield* (yield* generation) === "seed" ? modesSeed({}) : modesNewest({})
      return text(modes.join(", "), { modes })
    })
  })
]
