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

const { methods } = ProbeClient

/** A method of the wire that has no name here, with the shape its answer has. */
const version = ProbeClient.method("qt.version", Schema.Struct({ name: Schema.String, version: Schema.String }))

const script = Effect.gen(function*() {
  const { appName, generation } = yield* ProbeSocket.use(({ probe }) => probe)
  const { name } = yield* version()
  process.stdout.write(`${appName}, a probe of the ${generation} generation (${name})\n`)

  const { objects } = yield* methods.find({ className: "QLineEdit" })
  for (const { numericId, objectId } of objects) {
    const text = yield* methods.property(objectId, "text")
    const { global: { height, width } } = yield* methods.geometry(objectId)
    process.stdout.write(`#${numericId} ${objectId.split("/").at(-1)}: ${JSON.stringify(text)}, ${width} x ${height}\n`)
  }

  const [first] = objects
  if (first === undefined) return
  yield* methods.type(first.objectId, "Ada")
  process.stdout.write(`now ${JSON.stringify(yield* methods.property(first.objectId, "text"))}\n`)
})

NodeRuntime.runMain(
  Effect.provide(script, ProbeClient.layer(url === undefined ? { demo: true } : { wsUrl: url }))
)
