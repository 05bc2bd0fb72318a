import { layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Demo from "../../../src/layers/demo/Demo.ts"
import { McpClient, type Open } from "../../harness/mcp/McpClient.ts"

/** The application at the other end of the bridge under test. */
export class App extends Context.Service<App, Demo.Demo>()("test/App") {}

const app = Layer.effect(App, Demo.start())

const clientOf = (open: Open) =>
  Layer.effect(McpClient, Effect.flatMap(App, (demo) => open(["--ws-url", demo.url, "--call-timeout", "10s"])))

/** A demo application, a bridge to it and a client of that, shared by the tests of a suite. */
export const withApplication = (open: Open) =>
  layer(Layer.provideMerge(clientOf(open), app), { excludeTestServices: true })

export const nameEdit = "MainWindow/centralWidget/tabWidget/qt_tabwidget_stackedwidget/formTab/nameEdit"
