import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import * as RefsLive from "../../../src/layers/RefsLive.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import { ProbeSocket } from "../../../src/services/ProbeSocket.ts"
import { Settings } from "../../../src/services/Settings.ts"
import { ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import { X11Input } from "../../../src/services/X11Input.ts"
import { agentTools } from "../../../src/tools/agent/tools.ts"
import type { PageNode } from "../../../src/tools/probe/page.ts"
import { fault, makeFakeProbe, type Script } from "../../harness/fakeProbe.ts"
import { at, node } from "../screen/nodes.ts"
import { noDisplay } from "./application.ts"

/** What the simulated application has none of. */
const page = node("dialog", "Sign in", {
  objectId: "dialog",
  className: "LoginDialog",
  children: [
    node("text", "Password:", { objectId: "label", bounds: at(0, 0, 90) }),
    node("textbox", "", { objectId: "secret", bounds: at(100, 0), states: { password: true } }),
    node("text", "Due:", { objectId: "dueLabel", bounds: at(0, 30, 90) }),
    node("spinbutton", "", { objectId: "due", bounds: at(100, 30), className: "QDateEdit" }),
    node("button", "QToolButton", { objectId: "tool", className: "QToolButton", bounds: at(0, 60) }),
    node("textbox", "QLineEdit", { objectId: "filter", className: "QLineEdit", bounds: at(0, 90, 300) }),
    node("button", "Sign in", { objectId: "go", bounds: at(0, 120) })
  ]
})

const ids = (of: PageNode): ReadonlyArray<string> => [of.objectId ?? "", ...(of.children ?? []).flatMap(ids)]

const values: Readonly<Record<string, unknown>> = {
  "secret.text": "hunter2",
  "due.text": "01.02.2026",
  "tool.toolTip": "<p>Forgot it?</p>",
  "filter.text": "",
  "filter.placeholderText": "Server",
  "dialog.modal": false
}

const entries = ids(page).map((objectId, index) => ({ objectId, className: "QWidget", numericId: index + 1 }))

const script: Script = {
  "chr.readPage": { tree: page },
  "chr.tabsContext": { windows: [{ windowTitle: "Sign in", className: "LoginDialog", isActive: true }] },
  "qt.objects.search": ({ properties }: Readonly<Record<string, unknown>>) => {
    const objects = JSON.stringify(properties) === "{\"visible\":true}" ? entries : []
    return { objects, count: objects.length, truncated: false }
  },
  "qt.properties.get": ({ name, objectId }: Readonly<Record<string, unknown>>) => {
    const known = entries.find((entry) => `#${entry.numericId}` === objectId)?.objectId ?? String(objectId)
    const value = values[`${known}.${String(name)}`]
    return value === undefined ? fault("qt.properties.get", -32010, `Property not found: ${String(name)}`) : { value }
  },
  "qt.ui.sendKeys": { ok: true },
  "qt.properties.set": { ok: true },
  "qt.methods.invoke": { result: null }
}

const start = Effect.gen(function*() {
  const fake = yield* makeFakeProbe(script)
  const context = yield* Layer.build(
    ToolRegistryLive.layer.pipe(
      Layer.provideMerge(Layer.mergeAll(EventsLive.layer, RefsLive.layer)),
      Layer.provideMerge(Layer.succeed(ProbeSocket, fake.socket)),
      Layer.provideMerge(Layer.succeed(X11Input, noDisplay)),
      Layer.provideMerge(Layer.succeed(Settings, Settings.defaults))
    )
  )
  const registry = yield* ToolRegistry.pipe(Effect.provide(context))
  yield* registry.add(agentTools).pipe(Effect.provide(context))
  const call = (name: string, input: unknown = {}) =>
    registry.call(name, input).pipe(
      Effect.map(({ content }) => content.flatMap((part) => part.type === "text" ? [part.text] : []).join("\n")),
      Effect.catch((error) => Effect.succeed(`ERROR ${error.message}`))
    )
  return { ...fake, call }
})

describe("a start-up dialog without a main window", () => {
  it.live("is a screen like any other: passwords masked, tooltips and placeholders for names", () =>
    Effect.gen(function*() {
      const { call } = yield* start
      assert.deepStrictEqual((yield* call("ui_snapshot")).split("\n"), [
        "window Sign in; no focus",
        "textbox Password = \"•••••••\" (password) e3",
        "spinbutton Due = \"01.02.2026\" e5",
        "button Forgot it? e6",
        "textbox Server = \"\" e7",
        "button Sign in e8"
      ])
      assert.strictEqual(yield* call("ui_read", { target: "Password" }), "•••••••")
      assert.strictEqual(yield* call("ui_read", { target: "Password", what: "text" }), "text = \"•••••••\"")
    }).pipe(Effect.scoped))

  it.live("a button of the same name as the window is the one a click means", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* start
      const told = yield* call("ui_act", { steps: [{ do: "click", target: "Sign in" }] })
      assert.strictEqual(told, "click Sign in; no visible effect")
      assert.deepStrictEqual(sent.find(({ method }) => method === "qt.methods.invoke")?.params, {
        objectId: "#8",
        method: "animateClick",
        args: []
      })
    }).pipe(Effect.scoped))

  it.live("a date is typed: it has no number, and setting one would be made up", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* start
      const told = yield* call("ui_act", { steps: [{ do: "fill", target: "Due", value: "03.04.2026" }] })
      assert.strictEqual(told, "Due = \"01.02.2026\", not \"03.04.2026\"")
      assert.deepStrictEqual(sent.filter(({ method }) => method === "qt.properties.set"), [])
      const set = yield* call("ui_act", { steps: [{ do: "set", target: "Due", value: 5 }] })
      assert.match(set, /^ERROR .*has no number to set/)
    }).pipe(Effect.scoped))

  it.live("what is filled into a password field is not told", () =>
    Effect.gen(function*() {
      const { call } = yield* start
      const told = yield* call("ui_act", { steps: [{ do: "fill", target: "Password", value: "hunter2" }] })
      assert.strictEqual(told, "Password = \"•••••••\"")
    }).pipe(Effect.scoped))
})
