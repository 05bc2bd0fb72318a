import * as Tool from "effect/ai/Tool"
import * as Toolkit from "effect/ai/Toolkit"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { McpBridge } from "../../../src/index.ts"
import {
  AlreadyCoded,
  CodeExists,
  CodeNotFound,
  CodingNotFound,
  DocumentNotFound,
  NoProject,
  NoSuchPassage
} from "../errors.ts"
import { Commands } from "../services/Commands.ts"
import { Project } from "../services/Project.ts"
import { adds, destroys } from "./nature.ts"
import * as Param from "./params.ts"
import { locate, passages } from "./passages.ts"

const createCode = Tool.make("create_code", {
  description: "Adds a code; gives its id.",
  parameters: Schema.Struct({
    name: Schema.NonEmptyString.check(Schema.isMaxLength(60)).annotate({ description: "a few words, such as: trust" })
  }),
  success: Schema.String,
  failure: Schema.Union([NoProject, CodeExists])
}).annotate(Tool.Title, "Create a code").annotateMerge(adds)

const applyCode = Tool.make("apply_code", {
  description: "Codes a passage of an interview. The person sees it at once, with your name.",
  parameters: Schema.Struct({
    document: Param.document,
    code: Param.code,
    quote: Param.quote,
    occurrence: Param.occurrence
  }),
  success: Schema.String,
  failure: Schema.Union([NoProject, DocumentNotFound, CodeNotFound, NoSuchPassage, AlreadyCoded])
}).annotate(Tool.Title, "Code a passage").annotateMerge(adds)

const removeCoding = Tool.make("remove_coding", {
  description: "Takes a code from one passage; the text and the code stay.",
  parameters: Schema.Struct({ coding: Param.coding }),
  success: Schema.String,
  failure: Schema.Union([NoProject, CodingNotFound, CodeNotFound])
}).annotate(Tool.Title, "Uncode a passage").annotateMerge(destroys)

const deleteCode = Tool.make("delete_code", {
  description: "Deletes a code and takes it from all its passages. Previews unless confirmed.",
  parameters: Schema.Struct({ code: Param.code, confirm: McpBridge.confirm }),
  success: Schema.String,
  failure: Schema.Union([NoProject, CodeNotFound])
}).annotate(Tool.Title, "Delete a code").annotateMerge(destroys)

const mergeCodes = Tool.make("merge_codes", {
  description: "Gives all passages of one code to another and deletes the first. Previews unless confirmed.",
  parameters: Schema.Struct({
    from: Param.code.annotate({ description: "the code that goes, id or name" }),
    into: Param.code.annotate({ description: "the code that stays, id or name" }),
    confirm: McpBridge.confirm
  }),
  success: Schema.String,
  failure: Schema.Union([NoProject, CodeNotFound])
}).annotate(Tool.Title, "Merge two codes").annotateMerge(destroys)

/** What changes a project. */
export const CodingTools = Toolkit.make(createCode, applyCode, removeCoding, deleteCode, mergeCodes)

export const layer = CodingTools.toLayer(Effect.gen(function*() {
  const project = yield* Project
  const commands = yield* Commands

  const uses = Effect.fnUntraced(function*(idOrName: string) {
    return yield* project.use(Effect.fnUntraced(function*(store) {
      const code = yield* store.code(idOrName)
      return { name: code.name, count: (yield* store.codings).filter((one) => one.code === code.id).length }
    }))
  })

  return {
    create_code: ({ name }) => Effect.map(commands.createCode(name), (code) => `${code.id}  ${code.name}`),

    apply_code: Effect.fnUntraced(function*({ code, document, occurrence, quote }) {
      const made = yield* commands.applyCode({ document, code, place: (text) => locate(text, quote, occurrence) })
      return `${made.coding.id}  ${made.code.name}: ${JSON.stringify(quote)}`
    }),

    remove_coding: ({ coding }) =>
      Effect.map(commands.removeCoding(coding), ({ code }) => `${coding} no longer has the code ${code.name}`),

    delete_code: ({ code, confirm }) =>
      McpBridge.unlessConfirmed(confirm, {
        preview: Effect.map(uses(code), ({ count, name }) =>
          `It deletes the code ${name} and takes it from ${passages(count)}.`),
        run: Effect.map(commands.deleteCode(code), (gone) =>
          `${gone.code.name} is deleted; ${passages(gone.codings)} had it`)
      }),

    merge_codes: ({ confirm, from, into }) =>
      McpBridge.unlessConfirmed(confirm, {
        preview: Effect.gen(function*() {
          const [gone, left] = [yield* uses(from), yield* uses(into)]
          return `${passages(gone.count)} of ${gone.name} would be ${left.name}, and ${gone.name} is deleted.`
        }),
        run: Effect.map(commands.mergeCodes(from, into), ({ gone, left }) => `${gone.name} is now ${left.name}`)
      })
  }
}))
