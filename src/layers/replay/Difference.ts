import * as Schema from "effect/Schema"

const indented = (text: string): string => text.split("\n").map((line) => `    ${line}`).join("\n")

const firstLine = (expected: string, got: string): number => {
  const lines = got.split("\n")
  return expected.split("\n").findIndex((line, index) => line !== lines[index]) + 1 || expected.split("\n").length + 1
}

/** The first call that was not answered as it was when it was recorded. */
export class Difference extends Schema.TaggedError<Difference>()("Difference", {
  call: Schema.Int,
  tool: Schema.String,
  args: Schema.Unknown,
  expected: Schema.String,
  got: Schema.String
}) {
  override get message(): string {
    return [
      `call ${this.call}, ${this.tool} ${JSON.stringify(this.args)}: another answer, from line ${
        firstLine(this.expected, this.got)
      } on`,
      "  expected:",
      indented(this.expected),
      "  got:",
      indented(this.got)
    ].join("\n")
  }
}
