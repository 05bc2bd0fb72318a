import * as Prompt from "effect/ai/Prompt"
import * as AiTool from "effect/ai/Tool"
import * as Toolkit from "effect/ai/Toolkit"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import { Events, McpBridge } from "../../src/index.ts"

export class NoProject extends Schema.TaggedError<NoProject>()("NoProject", {}) {
  override get message(): string {
    return "NO_PROJECT: no project is open. Open one first."
  }
}

/** What a project's tools work on; another one for every project that is opened. */
export class Store extends Context.Service<Store, { readonly name: string }>()("test/Store") {}

/** The application around it, which can be steered by a test. */
export class App extends Context.Service<App>()("test/App", {
  make: Effect.gen(function*() {
    const events = yield* Events
    const project = yield* Ref.make<string | undefined>("first")
    const gate = yield* Latch.make()
    const begun = yield* Deferred.make<void>()
    const log: Array<string> = []
    return {
      project,
      gate,
      begun,
      log,
      note: (line: string) => Effect.sync(() => void log.push(line)),
      store: Effect.gen(function*() {
        const name = yield* Ref.get(project)
        if (name === undefined) return yield* new NoProject()
        yield* Effect.addFinalizer(() => Effect.sync(() => void log.push(`let go of ${name}`)))
        return Context.make(Store, { name })
      }),
      say: Effect.fn("App.say")(function*(text: string) {
        yield* events.publish({ topic: "app", type: "said", actor: yield* McpBridge.actor, data: { text } })
      })
    }
  })
}) {
  static readonly layer = Layer.effect(App, App.make)
}

const say = AiTool.make("say", {
  description: "Says it on the bus of the application.",
  parameters: Schema.Struct({ text: Schema.NonEmptyString.annotate({ description: "what" }) }),
  success: Schema.Struct({ said: Schema.String })
}).annotate(AiTool.Destructive, false).annotate(AiTool.OpenWorld, false)

const slow = AiTool.make("slow", { description: "Waits for the test.", success: Schema.String })
  .annotate(AiTool.Readonly, true)

const alone = AiTool.make("alone", {
  description: "Runs while no other such tool does.",
  parameters: Schema.Struct({ name: Schema.String }),
  success: Schema.String
}).annotate(McpBridge.Exclusive, true)

const broken = AiTool.make("broken", { description: "Has a defect.", success: Schema.String })

const picture = AiTool.make("picture", {
  description: "Shows something.",
  success: Schema.String,
  toModelOutput: (data) => [
    Prompt.textPart({ text: "here" }),
    Prompt.filePart({ mediaType: "image/png", data: `data:image/png;base64,${data}` })
  ]
})

const erase = AiTool.make("erase", {
  description: "Erases everything.",
  parameters: Schema.Struct({ confirm: McpBridge.confirm }),
  success: Schema.String
}).annotate(AiTool.Title, "Erase all").annotate(AiTool.Idempotent, true)

const count = AiTool.make("count", { description: "Counts to three.", success: Schema.Int })

const AppTools = Toolkit.make(say, slow, alone, broken, picture, erase, count)

const appHandlers = AppTools.toLayer(Effect.gen(function*() {
  const app = yield* App
  return {
    say: ({ text }) => Effect.as(app.say(text), { said: text }),
    slow: () =>
      Effect.gen(function*() {
        yield* Deferred.succeed(app.begun, undefined)
        yield* app.gate.await
        return "through"
      }).pipe(Effect.onInterrupt(() => app.note("slow was interrupted"))),
    alone: ({ name }) =>
      app.note(`${name} begins`).pipe(
        Effect.andThen(app.gate.await),
        Effect.andThen(app.note(`${name} ends`)),
        Effect.as(name)
      ),
    broken: () => Effect.die(new Error("a bug of the application")),
    picture: () => Effect.succeed("aGVsbG8="),
    erase: ({ confirm }) =>
      McpBridge.unlessConfirmed(confirm, {
        preview: Effect.succeed("It would erase 3 things."),
        run: Effect.as(app.note("erased"), "erased 3 things")
      }),
    count: Effect.fnUntraced(function*(_, { preliminary }) {
      yield* preliminary(1)
      yield* preliminary(2)
      return 3
    })
  }
}))

const storeName = AiTool.make("store_name", {
  description: "Which store it works on.",
  success: Schema.String,
  failure: NoProject,
  dependencies: [Store]
}).annotate(AiTool.Readonly, true)

const ProjectTools = Toolkit.make(storeName)

const projectHandlers = ProjectTools.toLayer({ store_name: () => Effect.map(Store, ({ name }) => name) })

/** Its tools, for a bridge and an `App` that are there. */
export const contributions = Layer.mergeAll(
  Layer.provide(McpBridge.toolkit(AppTools), appHandlers),
  Layer.unwrap(Effect.map(App, ({ store }) => McpBridge.toolkit(ProjectTools, { services: store }))).pipe(
    Layer.provide(projectHandlers)
  ),
  Layer.unwrap(Effect.map(App, ({ project }) =>
    Layer.mergeAll(
      McpBridge.resource({
        uri: "app://project",
        name: "project",
        description: "What is open.",
        read: Effect.filterOrFail(Ref.get(project), (name) => name !== undefined, () => new NoProject())
      }),
      McpBridge.resourceTemplate({
        template: "app://page/{id}",
        name: "page",
        description: "A page.",
        list: Effect.succeed([{ uri: "app://page/1", name: "page 1" }]),
        read: (variables) =>
          Effect.gen(function*() {
            if ((yield* Ref.get(project)) === undefined) return yield* new NoProject()
            return variables.get("id") === "1" ? "the first page" : undefined
          })
      })
    )))
)

const self = { name: "library test", title: "The application", version: "3.2.1", instructions: "Do as you like." }

/** The application with its tools, ready for doors. */
export const layer = contributions.pipe(
  Layer.provideMerge(App.layer),
  Layer.provideMerge(McpBridge.layer(self))
)

/** The application behind a door on a free port, with all that a test may want to look at; ended with the scope. */
export const serve = Effect.fn("app.serve")(function*(options: McpBridge.HttpDoorOptions = { port: 0 }) {
  const context = yield* Layer.build(Layer.provideMerge(McpBridge.layerHttp(options), layer))
  return {
    url: Context.get(context, McpBridge.HttpDoor).url ?? "shut",
    app: Context.get(context, App),
    events: Context.get(context, Events)
  }
})
