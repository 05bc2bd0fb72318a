import type * as Effect from "effect/Effect"
import type { CodeExists, CodeNotFound, CodingNotFound, DocumentNotFound } from "../errors.ts"
import type { Code, Coding, Document } from "../model.ts"

/** What is kept of one project. Each of these is one step that nothing comes between. */
export interface Store {
  readonly file: string
  readonly documents: Effect.Effect<ReadonlyArray<Document>>
  readonly document: (id: string) => Effect.Effect<Document, DocumentNotFound>
  readonly codes: Effect.Effect<ReadonlyArray<Code>>
  /** By its id or its name. */
  readonly code: (idOrName: string) => Effect.Effect<Code, CodeNotFound>
  readonly codings: Effect.Effect<ReadonlyArray<Coding>>
  readonly coding: (id: string) => Effect.Effect<Coding, CodingNotFound>
  readonly addCode: (name: string) => Effect.Effect<Code, CodeExists>
  readonly addCoding: (coding: Omit<Coding, "id">) => Effect.Effect<Coding>
  readonly removeCoding: (id: string) => Effect.Effect<void>
  /** With its codings. */
  readonly removeCode: (id: string) => Effect.Effect<void>
  /** The codings of one code become those of another; the first is gone. */
  readonly mergeCode: (from: string, into: string) => Effect.Effect<void>
}
