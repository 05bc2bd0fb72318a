import * as Schema from "effect/Schema"

const Id = Schema.String

/** An interview. */
export class Document
  extends Schema.Class<Document>("Document")({ id: Id, name: Schema.String, text: Schema.String })
{}

/** What a passage can be said to be about. */
export class Code extends Schema.Class<Code>("Code")({
  id: Id,
  name: Schema.String,
  /** 0 to 7: a colour of the page, which has one for light and one for dark. */
  color: Schema.Int
}) {}

/** A passage that carries a code: characters `from` to before `to` of the document's text. */
export class Coding extends Schema.Class<Coding>("Coding")({
  id: Id,
  document: Id,
  code: Id,
  from: Schema.Int,
  to: Schema.Int,
  /** Who coded it: the name of an MCP client, or `local` for the person at the page. */
  actor: Schema.String
}) {}

export const colors = 8
