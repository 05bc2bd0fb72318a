import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Events, McpBridge } from "../../../src/index.ts"
import { AlreadyCoded, NoSuchPassage } from "../errors.ts"
import type { Document } from "../model.ts"
import { Project } from "./Project.ts"
import type { Store } from "./Store.ts"

/** The topic of everything that becomes of a project. */
export const topic = "codebook"

const passage = ({ text }: Document, from: number, to: number) =>
  from >= 0 && from < to && to <= text.length
    ? Effect.succeed(text.slice(from, to))
    : new NoSuchPassage({
      reason: `the document has the characters 0 to ${text.length}; ${from} to ${to} are none of it.`
    })

/** What is to be coded. Where it is, is found in the text as it is then: it may be another project's by then. */
export interface PassageToCode {
  readonly document: string
  readonly code: string
  readonly place: (text: string) => Effect.Effect<{ readonly from: number; readonly to: number }, NoSuchPassage>
}

const make = Effect.gen(function*() {
  const project = yield* Project
  const events = yield* Events

  /** Tells everybody what was done, and who did it. Whoever caused it has no answer before that. */
  const tell = Effect.fnUntraced(function*(type: string, data: Readonly<Record<string, unknown>>) {
    yield* events.publish({ topic, type, data, actor: yield* McpBridge.actor })
  })

  /** What is begun is done and told: nobody sees a change of which no event comes. */
  const change = <A, E>(step: (store: Store) => Effect.Effect<A, E>) =>
    project.use((store) => Effect.uninterruptible(step(store)))

  return {
    open: Effect.fn("Commands.open")(function*(file: string) {
      yield* project.open(file)
      yield* tell("project_opened", { file })
    }, Effect.uninterruptible),

    close: Effect.andThen(project.close, tell("project_closed", {})).pipe(Effect.uninterruptible),

    createCode: Effect.fn("Commands.createCode")((name: string) =>
      change((store) =>
        Effect.tap(store.addCode(name.trim()), (code) => tell("code_created", { code: code.id, name: code.name }))
      )
    ),

    applyCode: Effect.fn("Commands.applyCode")(
      ({ place, ...wanted }: PassageToCode) =>
        change(Effect.fnUntraced(function*(store) {
          const document = yield* store.document(wanted.document)
          const code = yield* store.code(wanted.code)
          const { from, to } = yield* place(document.text)
          const quote = yield* passage(document, from, to)
          const same = (yield* store.codings).find((one) =>
            one.document === document.id && one.code === code.id && one.from === from && one.to === to
          )
          if (same !== undefined) return yield* new AlreadyCoded({ coding: same.id })
          const actor = yield* McpBridge.actor
          const coding = yield* store.addCoding({ document: document.id, code: code.id, from, to, actor })
          yield* tell("code_applied", { coding: coding.id, document: document.id, name: code.name, quote })
          return { coding, code, quote }
        }))
    ),

    removeCoding: Effect.fn("Commands.removeCoding")((id: string) =>
      change(Effect.fnUntraced(function*(store) {
        const coding = yield* store.coding(id)
        const code = yield* store.code(coding.code)
        yield* store.removeCoding(id)
        yield* tell("coding_removed", { coding: id, document: coding.document, name: code.name })
        return { coding, code }
      }))
    ),

    deleteCode: Effect.fn("Commands.deleteCode")((idOrName: string) =>
      change(Effect.fnUntraced(function*(store) {
        const code = yield* store.code(idOrName)
        const codings = (yield* store.codings).filter((one) => one.code === code.id).length
        yield* store.removeCode(code.id)
        yield* tell("code_deleted", { code: code.id, name: code.name, codings })
        return { code, codings }
      }))
    ),

    mergeCodes: Effect.fn("Commands.mergeCodes")((from: string, into: string) =>
      change(Effect.fnUntraced(function*(store) {
        const gone = yield* store.code(from)
        const left = yield* store.code(into)
        if (gone.id === left.id) return { gone, left }
        yield* store.mergeCode(gone.id, left.id)
        yield* tell("codes_merged", { from: gone.name, into: left.name })
        return { gone, left }
      }))
    )
  }
})

/**
 * Everything that changes a project, for the page and for the tools alike: one way to write, so that what one of them does
 * the other sees.
 */
export class Commands extends Context.Service<Commands, Effect.Success<typeof make>>()("codebook/Commands") {
  static readonly layer = Layer.effect(Commands, make)
}
