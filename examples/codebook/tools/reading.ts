import * as Tool from "effect/ai/Tool"
import * as Toolkit from "effect/ai/Toolkit"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { DocumentNotFound, NoProject } from "../errors.ts"
import { Project } from "../services/Project.ts"
import { looks } from "./nature.ts"
import * as Param from "./params.ts"
import { excerpt, passages, placesOf } from "./passages.ts"

const most = 50

const listDocuments = Tool.make("list_documents", {
  description: "The interviews of the project: id, name, length, how much is coded.",
  success: Schema.String,
  failure: NoProject
}).annotate(Tool.Title, "List documents").annotateMerge(looks)

const readDocument = Tool.make("read_document", {
  description: "The text of an interview, word for word.",
  parameters: Schema.Struct({ document: Param.document }),
  success: Schema.String,
  failure: Schema.Union([NoProject, DocumentNotFound])
}).annotate(Tool.Title, "Read a document").annotateMerge(looks)

const searchText = Tool.make("search_text", {
  description: "Where a word or phrase is said, in all interviews; case does not matter.",
  parameters: Schema.Struct({ text: Schema.NonEmptyString.annotate({ description: "word or phrase" }) }),
  success: Schema.String,
  failure: NoProject
}).annotate(Tool.Title, "Search the text").annotateMerge(looks)

const listCodes = Tool.make("list_codes", {
  description: "The codes of the project: id, name, how often each is used.",
  success: Schema.String,
  failure: NoProject
}).annotate(Tool.Title, "List codes").annotateMerge(looks)

const listCodings = Tool.make("list_codings", {
  description: "The coded passages of an interview: id, code, who coded it, the passage.",
  parameters: Schema.Struct({ document: Param.document }),
  success: Schema.String,
  failure: Schema.Union([NoProject, DocumentNotFound])
}).annotate(Tool.Title, "List coded passages").annotateMerge(looks)

/** What looks at a project and changes nothing. */
export const ReadingTools = Toolkit.make(listDocuments, readDocument, searchText, listCodes, listCodings)

const lines = (all: ReadonlyArray<string>, none: string): string => all.length === 0 ? none : all.join("\n")

export const layer = ReadingTools.toLayer(Effect.gen(function*() {
  const project = yield* Project
  return {
    list_documents: () =>
      project.use(Effect.fnUntraced(function*(store) {
        const codings = yield* store.codings
        const coded = (id: string) => codings.filter(({ document }) => document === id).length
        return lines(
          (yield* store.documents).map(({ id, name, text }) =>
            `${id}  ${name}, ${text.length} characters, ${passages(coded(id))} coded`
          ),
          "The project has no documents."
        )
      })),

    read_document: ({ document }) =>
      project.use((store) => Effect.map(store.document(document), ({ name, text }) => `${name}\n\n${text}`)),

    search_text: ({ text }) =>
      project.use((store) =>
        Effect.map(store.documents, (documents) => {
          const found = documents.flatMap((document) =>
            placesOf(document.text.toLowerCase(), text.toLowerCase()).map((at) =>
              `${document.id} at ${at}: ${excerpt(document.text, at, at + text.length)}`
            )
          )
          const more = found.length > most ? [`${found.length - most} more; search for something longer`] : []
          return lines([...found.slice(0, most), ...more], `Nobody says ${JSON.stringify(text)}.`)
        })
      ),

    list_codes: () =>
      project.use(Effect.fnUntraced(function*(store) {
        const codings = yield* store.codings
        const uses = (id: string) => codings.filter(({ code }) => code === id).length
        return lines(
          (yield* store.codes).map(({ id, name }) => `${id}  ${name}, ${passages(uses(id))}`),
          "There are no codes yet: create_code makes the first one."
        )
      })),

    list_codings: ({ document: id }) =>
      project.use(Effect.fnUntraced(function*(store) {
        const document = yield* store.document(id)
        const names = new Map((yield* store.codes).map(({ id, name }) => [id, name]))
        const own = (yield* store.codings).filter((one) => one.document === id)
        return lines(
          own.map(({ actor, code, from, id, to }) =>
            `${id}  ${names.get(code)} by ${actor}: ${JSON.stringify(document.text.slice(from, to))}`
          ),
          `Nothing of ${document.name} is coded yet.`
        )
      }))
  }
}))
