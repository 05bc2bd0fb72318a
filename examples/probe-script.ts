/**
 * A script that drives a Qt application over the probe's own protocol, without a server in between. Run it with
 * `node examples/probe-script.ts`; it uses the demo application, `node examples/probe-script.ts ws://localhost:9222` one
 * that runs. Outside this repository the import is "qtmcp".
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ProbeClient, ProbeSocket } from "../src/index.ts"

const [url] = process.argv.slice(2)

/** Methods of the wire, with the shape their answers have. */
const geometry = ProbeClient.method(
  "qt.ui.geometry",
  Schema.Struct({ global: Schema.Struct({ width: Schema.Finite, height: Schema.Finite }) })
)

const search = ProbeClient.method(
  "qt.objects.search",
  Schema.Struct({ objects: Schema.Array(Schema.Struct({ objectId: Schema.String, objectName: Schema.String })) })
)

const script = Effect.gen(function*() {
  const socket = yield* ProbeSocket
  const { appName, generation } = yield* socket.probe
  process.stdout.write(`${appName}, a probe of the ${generation} generation\n`)

  const { objects } = yield* search({ className: "QLineEdit" })
  for (const { objectId, objectName } of objects) {
    const text = yield* ProbeClient.methods.property(objectId, "text")
    const { global: { height, width } } = yield* geometry({ objectId })
    process.stdout.write(`${objectName}: ${JSON.stringify(text)}, ${width} x ${height}\n`)
  }

  const [first] = objects
  if (first === undefined) return
  yield* ProbeClient.methods.setProperty(first.objectId, "text", "Ada")
  process.stdout.write(`now ${JSON.stringify(yield* ProbeClient.methods.property(first.objectId, "text"))}\n`)
})

NodeRuntime.runMain(
  Effect.provide(script, ProbeClient.layer(url === undefined ? { demo: true } : { wsUrl: url }))
)
