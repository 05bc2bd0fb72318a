import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Demo from "../../src/layers/demo/Demo.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { begin, message, modern, post } from "../harness/http/rpc.ts"
import { connect1, connect2 } from "../harness/http/sdk.ts"
import { textOf } from "../harness/mcp/McpClient.ts"
import { adapt as adapt1 } from "../harness/mcp/Sdk1Client.ts"
import { adapt as adapt2 } from "../harness/mcp/Sdk2Client.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { nameEdit } from "../mcp/suites/application.ts"

const gatewayOf = Effect.fnUntraced(function*(args: ReadonlyArray<string> = []) {
  const demo = yield* Demo.start()
  const gateway = yield* Gateway.open(["--ws-url", demo.url, ...args])
  const run = Effect.runSyncWith(yield* Effect.context())
  return { ...gateway, requests: () => run(demo.requests).map(({ method }) => method) }
})

const clientsOf = Effect.fnUntraced(function*({ stderr, url }: Gateway.Gateway) {
  const old = yield* connect1(url)
  const session = yield* connect2(url, "2025-11-25", "session")
  const stateless = yield* connect2(url, "2026-07-28", "stateless")
  return [
    adapt1(old.sdk, stderr),
    adapt2(session.sdk, "2025-11-25", stderr),
    adapt2(stateless.sdk, "2026-07-28", stderr)
  ] as const
})

const set = (value: string) => ({ objectId: nameEdit, name: "text", value })

describe("several clients of one gateway", () => {
  it.live("act one after the other: no request of one action stands among those of another", () =>
    Effect.gen(function*() {
      const gateway = yield* gatewayOf()
      const clients = yield* clientsOf(gateway)
      yield* clients[0].call("qt_properties_set", set("first"))
      const before = gateway.requests().length
      yield* clients[0].call("qt_properties_set", set("alone"))
      const alone = gateway.requests().slice(before)
      assert.isAbove(new Set(alone).size, 1, "an action of several requests")
      const start = gateway.requests().length
      const all = clients.flatMap((client, index) => [0, 1, 2].map((each) => [client, `${index}.${each}`] as const))
      const results = yield* Effect.forEach(
        all,
        ([client, value]) => client.call("qt_properties_set", set(value)),
        { concurrency: "unbounded" }
      )
      assert.isTrue(results.every((result) => result.isError !== true), results.map(textOf).join("\n"))
      assert.deepStrictEqual(gateway.requests().slice(start), all.flatMap(() => alone))
    }))

  it.live("hear of one another's effects", () =>
    Effect.gen(function*() {
      const gateway = yield* gatewayOf()
      const [old, session, stateless] = yield* clientsOf(gateway)
      yield* Effect.asVoid(stateless.subscribe("qtmcp://status"))
      yield* Effect.asVoid(session.subscribe("qtmcp://status"))
      yield* old.call("qtmcp_connect")
      for (const client of [session, stateless]) {
        yield* untilTrue("the update", () => client.updates().includes("qtmcp://status"), gateway.stderr)
      }
      assert.deepStrictEqual(old.updates(), [])
    }))

  it.live("of whom one is slow do not wait for it", () =>
    Effect.gen(function*() {
      const gateway = yield* gatewayOf()
      const [old, session, stateless] = yield* clientsOf(gateway)
      const wait = { for: "signal", objectId: nameEdit, signal: "returnPressed", timeout: 50_000 }
      const waiting = yield* Effect.forkChild(stateless.call("qt_wait", wait))
      yield* untilTrue("the wait", () => gateway.requests().includes("qt.signals.subscribe"), gateway.stderr)
      assert.notProperty(yield* old.call("qt_objects_tree"), "isError")
      assert.notProperty(yield* session.call("qt_properties_set", set("meanwhile")), "isError")
      yield* Fiber.interrupt(waiting)
      yield* untilTrue("its end", () => gateway.requests().includes("qt.signals.unsubscribe"), gateway.stderr)
    }))

  for (const [what, _meta] of [["the answer", {}], ["the stream of its progress", { progressToken: "p" }]] as const) {
    it.live(`of whom one leaves before ${what} has come have what it asked for cancelled (2026-07-28)`, () =>
      Effect.gen(function*() {
        const gateway = yield* gatewayOf()
        const arguments_ = { for: "signal", objectId: nameEdit, signal: "returnPressed", timeout: 50_000 }
        const waiting = yield* Effect.forkChild(
          modern(`${gateway.url}/mcp`, 1, "tools/call", { name: "qt_wait", arguments: arguments_, _meta })
        )
        yield* untilTrue("the wait", () => gateway.requests().includes("qt.signals.subscribe"), gateway.stderr)
        yield* Fiber.interrupt(waiting)
        yield* untilTrue("its end", () => gateway.requests().includes("qt.signals.unsubscribe"), gateway.stderr)
      }))
  }

  it.live("are sixty-four at once, half of them with sessions", () =>
    Effect.gen(function*() {
      const gateway = yield* gatewayOf()
      const url = `${gateway.url}/mcp`
      const params = { name: "qt_ping", arguments: {} }
      const ask = (index: number) =>
        index % 2 === 0
          ? modern(url, index, "tools/call", params)
          : Effect.flatMap(
            begin(url, `client ${index}`),
            (session) => post(url, message(index + 100, "tools/call", params), session)
          )
      const answers = yield* Effect.forEach(Array.from({ length: 64 }, (_, index) => index), ask, {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual([...new Set(answers.map(({ status }) => status))], [200])
      assert.isTrue(answers.every(({ text }) => text.includes("\"content\"") && !text.includes("isError")))
    }))
})

describe("a client on stdio and one over HTTP", () => {
  it.live("have one bridge: what one connects the other uses", () =>
    Effect.gen(function*() {
      const demo = yield* Demo.start()
      const gateway = yield* Gateway.open(["--ws-url", demo.url], { stdio: true })
      const { sdk } = yield* connect2(gateway.url, "2025-11-25")
      const client = adapt2(sdk, "2025-11-25", gateway.stderr)
      assert.include(textOf(yield* client.call("qtmcp_status")), "state: idle")
      const lines = [
        {
          ...message(1, "initialize"),
          params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "line", version: "1" } }
        },
        message(2, "tools/call", { name: "qtmcp_connect", arguments: {} })
      ]
      for (const line of lines) gateway.write(`${JSON.stringify(line)}\n`)
      yield* untilTrue("the answer on stdio", () => gateway.stdout().includes("\"id\":2"), gateway.stderr)
      assert.include(textOf(yield* client.call("qtmcp_status")), "state: ready")
    }))
})
