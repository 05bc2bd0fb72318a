import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import * as RecorderLive from "../../../src/layers/record/RecorderLive.ts"
import * as RefsLive from "../../../src/layers/RefsLive.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import { Discovery } from "../../../src/services/Discovery.ts"
import { type Generation, ProbeSocket } from "../../../src/services/ProbeSocket.ts"
import { SessionLog } from "../../../src/services/SessionLog.ts"
import { Settings } from "../../../src/services/Settings.ts"
import { Task, Tasks } from "../../../src/services/Tasks.ts"
import { ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import { X11Input } from "../../../src/services/X11Input.ts"
import { launcherOf } from "../../harness/launcherOf.ts"
import { oneRun } from "../../harness/oneRun.ts"
import { calls } from "./calls.ts"
import { allTools, type AnyTool, sets } from "./catalog.ts"
import { contract, generations, type Parameter } from "./contract.ts"
import { schemaOf } from "./inputSchema.ts"
import { makeRecordingProbe, type Sent } from "./RecordingProbe.ts"

/** Lets the time pass that a tool sleeps, and the promises resolve that it waits for. */
const drive = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>) {
  const fiber = yield* Effect.forkChild(effect)
  while (fiber.pollUnsafe() === undefined) {
    yield* TestClock.adjust("100 millis")
    yield* TestClock.withLive(Effect.sleep(1))
  }
  return yield* Fiber.join(fiber)
})

const noDisplay: X11Input["Service"] = {
  isAvailable: Effect.succeed(false),
  click: () => Effect.void,
  drag: () => Effect.void,
  key: () => Effect.void
}

const noLog: SessionLog["Service"] = {
  start: () => Effect.succeed({ logging: true, entries: 0, duration: 0 }),
  stop: Effect.succeed({ logging: false, entries: 0, duration: 0 }),
  status: Effect.succeed({ logging: false, entries: 0, duration: 0 }),
  tail: () => Effect.succeed([]),
  wants: () => false,
  write: () => undefined,
  hide: () => undefined
}

const task = new Task({
  id: "task-0123abcd",
  goal: "qt_ping",
  status: "completed",
  actor: "local",
  created: 0,
  progress: 1,
  iteration: 0,
  modulesComplete: 0,
  totalModules: 0
})

const oneTask: Tasks["Service"] = {
  start: () => Effect.succeed(task),
  startTool: () => Effect.succeed(task),
  get: () => Effect.succeed(task),
  list: Effect.succeed([task]),
  result: () => Effect.succeed({ task }),
  await: () => Effect.succeed(task),
  cancel: () => Effect.succeed(task),
  intervene: () => Effect.void,
  changes: Stream.empty
}

/** Calls one tool of the whole catalogue on a probe of this generation; what it sent, and how it ended. */
const observe = Effect.fnUntraced(function*(generation: Generation, tool: string, input: unknown) {
  const { sent, socket } = yield* makeRecordingProbe(generation)
  const services = Layer.merge(ToolRegistryLive.layer, RecorderLive.layer).pipe(
    Layer.provideMerge(Layer.mergeAll(EventsLive.layer, RefsLive.layer, Layer.succeed(SessionLog, noLog))),
    Layer.provideMerge(Layer.succeed(ProbeSocket, socket)),
    Layer.provideMerge(Layer.succeed(Settings, Settings.defaults)),
    Layer.provideMerge(Layer.succeed(X11Input, noDisplay)),
    Layer.provideMerge(Layer.succeed(Tasks, oneTask)),
    Layer.provideMerge(oneRun),
    Layer.provideMerge(launcherOf("app", Effect.succeed({ name: "app", url: "ws://probe", ended: Effect.never }))),
    Layer.provideMerge(Layer.succeed(Discovery, { state: Effect.succeed({ _tag: "off" as const }) }))
  )
  const run = Effect.gen(function*() {
    const registry = yield* ToolRegistry
    yield* registry.add(allTools)
    // Refs of the page come from a reading.
    if (tool.startsWith("chr_")) yield* registry.call("chr_readPage", {})
    sent.length = 0
    return yield* Effect.result(registry.call(tool, input))
  })
  const result = yield* drive(Effect.provide(run, services))
  return { sent: [...sent], error: Result.isFailure(result) ? result.failure.message : undefined }
})

/** What the pretended application has not, or this generation of the probe cannot; the tool says so. */
const refused: Readonly<Record<Generation, ReadonlyArray<RegExp>>> = {
  newest: [/could not be written/, /has no menu bar/, /Nothing is being recorded/],
  seed: [
    /could not be written/,
    /has no menu bar/,
    /cannot capture events/,
    /37,000 a second/,
    /Nothing is being recorded/
  ]
}

const isOfType = (type: string, value: unknown): boolean =>
  type.split(" or ").some((one) =>
    one === "any" ||
    (one === "string" && Predicate.isString(value)) ||
    (one === "integer" && Number.isSafeInteger(value)) ||
    (one === "boolean" && Predicate.isBoolean(value)) ||
    (one === "array" && Array.isArray(value)) ||
    (one === "object" && Predicate.isObject(value) && !Array.isArray(value))
  )

const faultOf = (parameter: Parameter | undefined, value: unknown): string | undefined => {
  if (parameter === undefined) return "is not read by the probe"
  if (!isOfType(parameter.type, value)) return `is no ${parameter.type}: ${JSON.stringify(value)}`
  const values = Array.isArray(value) ? value : [value]
  const { fields, of, values: closed } = parameter
  if (closed !== undefined && !values.every((one) => closed.includes(one))) return `is none of ${closed.join()}`
  if (of !== undefined && !values.every((one) => isOfType(of, one))) return `holds what is no ${of}`
  // A fraction counts as 0 (probe protocol notes §2).
  if (fields === undefined || !Predicate.isObject(value)) return undefined
  const wrong = Object.entries(value).find(([name, one]) => !fields.includes(name) || !Number.isSafeInteger(one))
  return wrong === undefined ? undefined : `has ${wrong[0]} = ${JSON.stringify(wrong[1])}`
}

const faultsOf = (generation: Generation, { method, params }: Sent): ReadonlyArray<string> => {
  const known = contract[generation][method]
  if (known === undefined) return [`${method} does not exist`]
  return [
    ...Object.entries(params).flatMap(([name, value]) => {
      const fault = faultOf(known[name], value)
      return fault === undefined ? [] : [`${method}.${name} ${fault}`]
    }),
    ...Object.entries(known).filter(([name, { required }]) => required === true && params[name] === undefined)
      .map(([name]) => `${method}.${name} is missing`)
  ]
}

const exampleOf = ({ description }: AnyTool): ReadonlyArray<unknown> => {
  const [, json] = description.split(" Example: ")
  return json === undefined ? [] : [JSON.parse(json)]
}

/** An object may be named by what people call it; then it is searched for. */
const naming: Readonly<Record<Generation, string>> = { newest: "qt.objects.search", seed: "qt.objects.query" }

const parameterNames = (tool: AnyTool): ReadonlyArray<string> => Object.keys(schemaOf(tool).properties ?? {})

describe("the calls of this test", () => {
  for (const tool of allTools) {
    it(`set every parameter of ${tool.name}`, () => {
      const set = new Set((calls[tool.name] ?? []).flatMap((input) => Object.keys(input)))
      assert.isAbove(calls[tool.name]?.length ?? 0, 0)
      assert.deepStrictEqual(parameterNames(tool).filter((name) => !set.has(name)), [])
    })
  }
})

for (const generation of generations) {
  describe(`what the tools send to the ${generation} generation`, () => {
    for (const tool of allTools) {
      it.effect(tool.name, () =>
        Effect.gen(function*() {
          for (const input of calls[tool.name] ?? []) {
            const { error, sent } = yield* observe(generation, tool.name, input)
            const call = `${tool.name} ${JSON.stringify(input)}`
            const isKnown = error === undefined || refused[generation].some((known) => known.test(error))
            assert.isTrue(isKnown, `${call}: ${error}`)
            assert.deepStrictEqual(sent.flatMap((one) => faultsOf(generation, one)), [], call)
            // What a batch sends, the tools in it declare; the agent's tools take whatever route works.
            if (tool.name === "qt_batch" || sets.agent.includes(tool)) continue
            const allowed = [...tool.wire[generation], ...("objectId" in input ? [naming[generation]] : [])]
            const undeclared = sent.map((one) => one.method).filter((method) => !allowed.includes(method))
            assert.deepStrictEqual([...new Set(undeclared)], [], `${call} sends what it does not declare`)
          }
        }))
    }

    it.effect("takes the bare name of an object where it takes an object", () =>
      Effect.gen(function*() {
        for (const tool of allTools) {
          const input = calls[tool.name]?.find((arguments_) => arguments_["objectId"] === "#3")
          if (input === undefined) continue
          const { error, sent } = yield* observe(generation, tool.name, { ...input, objectId: "nameEdit" })
          assert.isUndefined(error, tool.name)
          const allowed = [...tool.wire[generation], naming[generation]]
          assert.deepStrictEqual(sent.map((one) => one.method).filter((method) => !allowed.includes(method)), [])
        }
      }))

    it.effect("examples are arguments the tools take", () =>
      Effect.gen(function*() {
        for (const tool of allTools) {
          for (const example of exampleOf(tool)) {
            const { error = "" } = yield* observe(generation, tool.name, example)
            assert.notMatch(error, /Invalid arguments/, tool.name)
          }
        }
      }))

    it.effect("parameters no tool has are refused before anything is sent", () =>
      Effect.gen(function*() {
        // A tool of no parameters takes what a host that cannot send nothing fills in.
        for (
          const tool of allTools.filter((candidate) =>
            Object.keys(candidate.inputSchema["properties"] ?? {}).length > 0
          )
        ) {
          const { error, sent } = yield* observe(generation, tool.name, { ...calls[tool.name]?.[0], nonsense: 1 })
          assert.match(error ?? "no error", /Invalid arguments for \w+: .*nonsense/, tool.name)
          assert.deepStrictEqual(sent, [], tool.name)
        }
      }))
  })
}
