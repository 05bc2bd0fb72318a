import * as Schema from "effect/Schema"

const list = (what: string, names: ReadonlyArray<string>): string =>
  names.length === 0 ? `There are no ${what} yet.` : `There are: ${names.join(", ")}.`

/** Nothing is open. Every message begins with a code that a program can look for and ends with what to do. */
export class NoProject extends Schema.TaggedError<NoProject>()("NO_PROJECT", {}) {
  override get message(): string {
    return "NO_PROJECT: no project is open. Ask the person at the codebook to open one, then call again."
  }
}

export class NoSuchFile extends Schema.TaggedError<NoSuchFile>()("NO_SUCH_FILE", {
  file: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `NO_SUCH_FILE: ${this.file} cannot be opened as a project: ${this.reason}.`
  }
}

export class DocumentNotFound extends Schema.TaggedError<DocumentNotFound>()("DOCUMENT_NOT_FOUND", {
  document: Schema.String,
  known: Schema.Array(Schema.String)
}) {
  override get message(): string {
    return `DOCUMENT_NOT_FOUND: there is no document ${this.document}. ${list("documents", this.known)}`
  }
}

export class CodeNotFound extends Schema.TaggedError<CodeNotFound>()("CODE_NOT_FOUND", {
  code: Schema.String,
  known: Schema.Array(Schema.String)
}) {
  override get message(): string {
    return `CODE_NOT_FOUND: there is no code ${this.code}. ${list("codes", this.known)} create_code makes a new one.`
  }
}

export class CodeExists extends Schema.TaggedError<CodeExists>()("CODE_EXISTS", {
  name: Schema.String,
  id: Schema.String
}) {
  override get message(): string {
    return `CODE_EXISTS: ${this.name} is there already, as ${this.id}. Use it, or take another name.`
  }
}

export class CodingNotFound
  extends Schema.TaggedError<CodingNotFound>()("CODING_NOT_FOUND", { coding: Schema.String })
{
  override get message(): string {
    return `CODING_NOT_FOUND: there is no coding ${this.coding}. list_codings shows those of a document.`
  }
}

/** What was to be coded is not a passage of the text. */
export class NoSuchPassage extends Schema.TaggedError<NoSuchPassage>()("NO_SUCH_PASSAGE", {
  reason: Schema.String
}) {
  override get message(): string {
    return `NO_SUCH_PASSAGE: ${this.reason}`
  }
}

export class AlreadyCoded extends Schema.TaggedError<AlreadyCoded>()("ALREADY_CODED", { coding: Schema.String }) {
  override get message(): string {
    return `ALREADY_CODED: exactly this passage carries the code already, as ${this.coding}.`
  }
}
