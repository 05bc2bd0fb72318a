/**
 * The codebook: a person codes interviews on a page, and an agent beside them, over one store. `npm run codebook` opens
 * codebook.sqlite of this folder; `npm run codebook -- FILE` another one.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as path from "node:path"
import { McpBridge } from "../../src/index.ts"
import { instructions } from "./instructions.ts"
import { routes } from "./server/routes.ts"
import { Commands } from "./services/Commands.ts"
import { Project } from "./services/Project.ts"
import * as coding from "./tools/coding.ts"
import * as reading from "./tools/reading.ts"
import * as resources from "./tools/resources.ts"

const file = process.argv[2] ?? path.join(import.meta.dirname, "codebook.sqlite")

/** What the application is without any door: one store, one way to write, one bus of events. */
const App = Commands.layer.pipe(Layer.provideMerge(Project.layer))

/** What it offers to agents. */
const Tools = Layer.mergeAll(
  Layer.provide(McpBridge.toolkit(reading.ReadingTools), reading.layer),
  Layer.provide(McpBridge.toolkit(coding.CodingTools), coding.layer),
  resources.layer
)

/** The page and the tools, on one port; another instance of the codebook takes another port. */
const Door = McpBridge.layerHttp({ routes, orFree: true })

const Bridge = McpBridge.layer({ name: "codebook", title: "Codebook", version: "1.0.0", instructions })

const begin = Effect.gen(function*() {
  const { url } = yield* McpBridge.HttpDoor
  const { open } = yield* Commands
  yield* open(file)
  yield* Effect.log(`The codebook is at ${url}/ and its tools at ${url}/mcp`)
})

const Main = Layer.effectDiscard(begin).pipe(
  Layer.provide(Door),
  Layer.provide(Tools),
  Layer.provide(App),
  Layer.provide(Bridge)
)

NodeRuntime.runMain(Layer.launch(Main))
