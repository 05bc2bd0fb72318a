import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Predicate from "effect/Predicate"
import { McpClient, type Open, type Progress, textOf } from "../../harness/mcp/McpClient.ts"
import { until, untilTrue } from "../../harness/mcp/until.ts"
import { App, nameEdit, withApplication } from "./application.ts"

const asked = Effect.fnUntraced(function*(method: string) {
  const app = yield* App
  const run = Effect.runSyncWith(yield* Effect.context())
  return () => run(app.requests).filter((request) => request.method === method)
})

/** Results, progress and cancellation of calls. */
export const calls = (open: Open): void =>
  withApplication(open)("calls", (it) => {
    it.effect("answer with text, images are images, and nothing is sent twice", () =>
      Effect.gen(function*() {
        const client = yield* McpClient
        const tree = yield* client.call("qt_objects_tree")
        assert.notProperty(tree, "isError")
        assert.notProperty(tree, "structuredContent")
        assert.include(textOf(tree), "nameEdit")
        const { content } = yield* client.call("qt_ui_screenshot", { objectId: nameEdit })
        const image = content.find((part) => part.type === "image")
        assert.strictEqual(image?.mimeType, "image/png")
        assert.isTrue(image?.data?.startsWith("iVBORw0KGgo"))
      }))

    it.effect("a failure of the probe is an error text with its code", () =>
      Effect.gen(function*() {
        const client = yield* McpClient
        const result = yield* client.call("qt_properties_get", { objectId: "No/such/thing", name: "text" })
        assert.isTrue(result.isError)
        assert.include(textOf(result), "-32001")
      }))

    it.effect("a cancelled wait is over in the application, and the next call works", () =>
      Effect.gen(function*() {
        const client = yield* McpClient
        const subscribed = yield* asked("qt.signals.subscribe")
        const unsubscribed = yield* asked("qt.signals.unsubscribe")
        const wait = { for: "signal", objectId: nameEdit, signal: "returnPressed", timeout: 50_000 }
        const waiting = yield* Effect.forkChild(client.call("qt_wait", wait))
        yield* untilTrue("the subscription", () => subscribed().length > 0, client.stderr)
        yield* Fiber.interrupt(waiting)
        yield* until("the end of the subscription", () => unsubscribed()[0], client.stderr)
        const next = yield* client.call("qt_ping")
        assert.notProperty(next, "isError")
      }))

    it.effect("a batch reports its steps, a wait what it sees, in numbers that grow", () =>
      Effect.gen(function*() {
        const client = yield* McpClient
        const seen: Array<Progress> = []
        const onProgress = (progress: Progress) => void seen.push(progress)
        yield* client.call(
          "qt_batch",
          { steps: [{ tool: "qt_ping" }, { tool: "qt_version" }, { tool: "qt_ping" }] },
          onProgress
        )
        assert.deepStrictEqual(
          seen.map(({ message, total }) => `${message} of ${total}`),
          ["1/3 qt_ping of 3", "2/3 qt_version of 3", "3/3 qt_ping of 3"]
        )
        const looks: Array<Progress> = []
        const waiting = yield* Effect.forkChild(
          client.call(
            "qt_wait",
            { for: "value", objectId: nameEdit, value: "now" },
            (progress) => void looks.push(progress)
          )
        )
        yield* untilTrue("the first look", () => looks.length > 0, client.stderr)
        yield* client.call("qt_properties_set", { objectId: nameEdit, name: "text", value: "now" })
        const met = yield* Fiber.join(waiting)
        assert.notProperty(met, "isError", textOf(met))
        for (const reports of [seen, looks]) {
          const numbers = reports.map(({ progress }) => progress)
          assert.isTrue(numbers.every((number, index) => number > (numbers[index - 1] ?? -1)), numbers.join(" "))
        }
        assert.isTrue(looks.every(({ message }) => Predicate.isString(message) && message.includes("text")))
      }))
  })
