/**
 * An application with tools of its own. `node examples/embed.ts` serves them over HTTP and prints what agents do;
 * `node examples/embed.ts --stdio` serves a client that starts it as well. Outside this repository the import is "qtmcp".
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Tool from "effect/ai/Tool"
import * as Toolkit from "effect/ai/Toolkit"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Events, McpBridge } from "../src/index.ts"

class NoteNotFound extends Schema.TaggedError<NoteNotFound>()("NoteNotFound", { id: Schema.String }) {
  override get message(): string {
    return `NOTE_NOT_FOUND: there is no note ${this.id}. list_notes shows those there are.`
  }
}

/** The application itself: its commands, which its own interface calls too. Each tells the bus what it did, and who asked. */
class Notes extends Context.Service<Notes>()("example/Notes", {
  make: Effect.gen(function*() {
    const events = yield* Events
    const notes = yield* Ref.make<ReadonlyArray<string>>(["buy milk"])
    const tell = Effect.fnUntraced(function*(type: string, data: unknown) {
      yield* events.publish({ topic: "notes", type, data, actor: yield* McpBridge.actor })
    })
    return {
      list: Ref.get(notes),
      add: Effect.fn("Notes.add")(function*(text: string) {
        const all = yield* Ref.updateAndGet(notes, (all) => [...all, text])
        yield* tell("added", { text })
        return String(all.length)
      }),
      remove: Effect.fn("Notes.remove")(function*(id: string) {
        const text = (yield* Ref.get(notes))[Number(id) - 1]
        if (text === undefined) return yield* new NoteNotFound({ id })
        yield* Ref.update(notes, (all) => all.filter((one) => one !== text))
        yield* tell("removed", { text })
        return text
      })
    }
  })
}) {
  static readonly layer = Layer.effect(Notes, Notes.make)
}

const listNotes = Tool.make("list_notes", { description: "All notes, one a line.", success: Schema.String })
  .annotate(Tool.Title, "List notes")
  .annotate(Tool.Readonly, true)

const addNote = Tool.make("add_note", {
  description: "Adds a note; gives its id.",
  parameters: Schema.Struct({ text: Schema.NonEmptyString.annotate({ description: "what to remember" }) }),
  success: Schema.String
}).annotate(Tool.Destructive, false)

const removeNote = Tool.make("remove_note", {
  description: "Removes a note for good.",
  parameters: Schema.Struct({ id: Schema.String.annotate({ description: "id of list_notes" }) }),
  success: Schema.String,
  failure: NoteNotFound
}).annotate(Tool.Destructive, true)

const NotesTools = Toolkit.make(listNotes, addNote, removeNote)

const handlers = NotesTools.toLayer(Effect.gen(function*() {
  const notes = yield* Notes
  return {
    list_notes: () => Effect.map(notes.list, (all) => all.map((text, index) => `${index + 1} ${text}`).join("\n")),
    add_note: ({ text }) => notes.add(text),
    remove_note: ({ id }) => Effect.map(notes.remove(id), (text) => `removed ${text}`)
  }
}))

/** The person's side, here a terminal: it only listens to the bus. */
const screen = Layer.effectDiscard(Effect.gen(function*() {
  const { changes } = yield* Events
  const show = Stream.runForEach(
    changes,
    ({ actor, data, topic, type }) =>
      topic === "notes" ? Effect.log(`${actor} ${type} ${JSON.stringify(data)}`) : Effect.void
  )
  yield* Effect.forkScoped(show)
}))

const announced = Layer.effectDiscard(
  Effect.flatMap(McpBridge.HttpDoor, ({ url }) => url === undefined ? Effect.void : Effect.log(`MCP at ${url}/mcp`))
)

/** The application with its tools, ready for doors. */
const App = McpBridge.toolkit(NotesTools).pipe(
  Layer.provide(handlers),
  Layer.provide(Notes.layer),
  Layer.provideMerge(
    McpBridge.layer({ name: "notes", version: "1.0.0", instructions: "Keeps the notes of one person." })
  )
)

const Http = Layer.mergeAll(Layer.provide(announced, McpBridge.layerHttp()), screen).pipe(Layer.provide(App))
const Stdio = Layer.provide(McpBridge.layerStdio, App)

/** Who started it may have it to itself: when they leave, it ends. */
const program = process.argv.includes("--stdio")
  ? Effect.provide(McpBridge.StdioDoor.use(({ closed }) => closed), Layer.mergeAll(Stdio, Http))
  : Layer.launch(Http)

NodeRuntime.runMain(Effect.provideService(program, Logger.LogToStderr, true))
