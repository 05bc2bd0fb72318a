import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Events } from "../../../src/index.ts"
import { Code, Coding, Document } from "../model.ts"
import { Project } from "../services/Project.ts"

/** All that the page shows, at one moment. */
export const State = Schema.Struct({
  /** The file that is open. */
  project: Schema.NullOr(Schema.String),
  documents: Schema.Array(Document),
  codes: Schema.Array(Code),
  codings: Schema.Array(Coding),
  /** The first event that came later. */
  next: Schema.Int
})

const nothing = { project: null, documents: [], codes: [], codings: [] }

/** The number of events is taken first: what comes meanwhile is told again, and never lost. */
export const state = Effect.gen(function*() {
  const events = yield* Events
  const project = yield* Project
  const { next } = yield* events.page({ from: Number.MAX_SAFE_INTEGER })
  const open = project.use(Effect.fnUntraced(function*(store) {
    return {
      project: store.file,
      documents: yield* store.documents,
      codes: yield* store.codes,
      codings: yield* store.codings
    }
  }))
  return { ...(yield* Effect.orElseSucceed(open, () => nothing)), next }
})
