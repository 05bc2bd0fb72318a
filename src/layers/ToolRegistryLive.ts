import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Semaphore from "effect/Semaphore"
import { Events } from "../services/Events.ts"
import { HoldLimit, NextPart } from "../services/Pause.ts"
import { ServerInfo } from "../services/ServerInfo.ts"
import {
  CurrentCall,
  type Resource,
  type ResourceTemplate,
  type Tool,
  ToolFailed,
  type ToolKind,
  ToolRegistry,
  UnknownResource,
  UnknownTool
} from "../services/ToolRegistry.ts"
import { ActionTold } from "../services/WireAction.ts"
import { makeCallEvents } from "./program/callEvents.ts"
import { makeOverflow } from "./program/overflow.ts"
import { makePause } from "./program/pause.ts"
import { reportProgress } from "./program/progress.ts"
import { pathOf } from "./program/shown.ts"
import { variablesOf } from "./program/templates.ts"

/** Inside an action that runs others (a batch): it holds the turn already. */
const HasTurn = Context.Reference<boolean>("qtmcp/layers/ToolRegistryLive/HasTurn", { defaultValue: () => false })

/** What belongs to one call: a tool that is added within a call keeps the services it finds there, not the caller. */
const withoutCall = Context.omit(CurrentCall, HasTurn, NextPart, ActionTold)

/** What a pause holds. */
const held: ReadonlySet<ToolKind> = new Set(["act", "launch", "exec"])

/** How long a pause holds a call, where nobody says. */
const holdLimit = "30 seconds"

/** `owner` is whose tools they are. */
const messageOf = (cause: Cause.Cause<{ readonly message: string }>, owner: string): string => {
  const failure = cause.reasons.find(Cause.isFailReason)
  return failure?.error.message ?? `A defect of ${owner}, please report it: ${Cause.pretty(cause).split("\n")[0]}`
}

export const layer = Layer.effect(
  ToolRegistry,
  Effect.gen(function*() {
    const events = yield* Events
    const tools = new Map<string, Tool>()
    const resources = new Map<string, Resource>()
    const templates = new Map<string, ResourceTemplate>()
    const turn = yield* Semaphore.make(1)
    const told = makeCallEvents(events, yield* pathOf)
    const overflow = makeOverflow()
    resources.set(overflow.resource.uri, overflow.resource)

    const self = yield* ServerInfo
    const owner = self === undefined ? "the bridge" : self.title ?? self.name
    const pause = yield* makePause(events, (yield* HoldLimit) ?? holdLimit)

    /** Actions go one after the other, so that each sees only its own effect. */
    const inTurn = <A, E>({ exclusive, kind }: Tool, run: Effect.Effect<A, E>) =>
      exclusive ?? kind === "act" ?
        Effect.flatMap(HasTurn, (has) => has ? run : turn.withPermit(Effect.provideService(run, HasTurn, true))) :
        run

    /** What a person can hold, and see, of an action. */
    const acting = Effect.fnUntraced(function*(tool: Tool, input: unknown, call: number) {
      const { name, run } = tool
      const { actor } = yield* CurrentCall
      const waiting = { tool: name, call }
      const action = run(input).pipe(
        Effect.provideService(NextPart, pause.nextPart(waiting)),
        Effect.provideService(
          ActionTold,
          (told) =>
            Effect.asVoid(events.publish({ topic: "wire", type: "action", actor, data: { ...waiting, ...told } }))
        )
      )
      return yield* pause.gate(waiting, action, (begun) => inTurn(tool, begun))
    })

    const call = Effect.fn("ToolRegistry.call")(function*(name: string, input: unknown) {
      const tool = tools.get(name)
      if (tool === undefined) return yield* new UnknownTool({ tool: name, available: [...tools.keys()] })
      return yield* told(
        name,
        input,
        (call) =>
          (held.has(tool.kind) ? acting(tool, input, call) : tool.run(input)).pipe(
            reportProgress,
            Effect.map(overflow.cap),
            Effect.catchCause((cause) =>
              Cause.hasInterruptsOnly(cause)
                ? Effect.interrupt
                : Effect.andThen(
                  Cause.hasDies(cause) ? Effect.logError(`${name} died`, cause) : Effect.void,
                  new ToolFailed({ message: messageOf(cause, owner), cause: Cause.squash(cause) })
                )
            )
          )
      )
    })

    const resource = Effect.fn("ToolRegistry.resource")(function*(uri: string) {
      const [base = ""] = uri.split("?", 1)
      const own = resources.get(base)
      if (own !== undefined) return own
      for (const { find, template } of templates.values()) {
        const variables = variablesOf(template, base)
        const found = variables === undefined ? undefined : yield* find(variables)
        if (found !== undefined) return found
      }
      return yield* new UnknownResource({ uri })
    })

    const read = Effect.fn("ToolRegistry.read")(function*(uri: string) {
      const found = yield* resource(uri)
      return { resource: found, text: yield* found.read(new Map(new URLSearchParams(uri.split("?")[1]))) }
    })

    return ToolRegistry.of({
      add: (added) =>
        Effect.contextWith((context) =>
          Effect.sync(() => {
            const services = withoutCall(context)
            for (const tool of added) {
              const run: Tool["run"] = (input) => Effect.provideContext(tool.run(input), services)
              tools.set(tool.name, Object.assign(Object.create(tool), { run }))
            }
          })
        ),
      addResources: (added) =>
        Effect.sync(() => {
          for (const resource of added) resources.set(resource.uri, resource)
        }),
      addTemplates: (added) =>
        Effect.sync(() => {
          for (const template of added) templates.set(template.template, template)
        }),
      tools: Effect.sync(() => [...tools.values()]),
      resources: Effect.suspend(() =>
        Effect.map(
          Effect.forEach(templates.values(), ({ instances }) => instances),
          (instances) => [...resources.values(), ...instances.flat()]
        )
      ),
      templates: Effect.sync(() => [...templates.values()]),
      resource,
      call,
      read,
      pause: pause.pause,
      resume: pause.resume,
      paused: pause.paused
    })
  })
)
