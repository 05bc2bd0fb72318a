import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"

const Block = Schema.Struct({
  type: Schema.String,
  text: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Schema.String),
  input: Schema.optionalKey(Schema.Unknown)
})

/** A line of `--output-format stream-json`, as far as it is read; every version adds fields. */
const Line = Schema.Struct({
  type: Schema.String,
  subtype: Schema.optionalKey(Schema.String),
  model: Schema.optionalKey(Schema.String),
  session_id: Schema.optionalKey(Schema.String),
  message: Schema.optionalKey(Schema.Struct({
    content: Schema.optionalKey(Schema.Union([Schema.String, Schema.Array(Block)]))
  })),
  is_error: Schema.optionalKey(Schema.Boolean),
  result: Schema.optionalKey(Schema.String),
  num_turns: Schema.optionalKey(Schema.Finite),
  total_cost_usd: Schema.optionalKey(Schema.Finite)
})
type Line = typeof Line.Type

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Line))

/** What Claude answered in the end. */
export interface Answer {
  readonly text: string
  /** `success`, or what went wrong, such as `error_max_turns`. */
  readonly subtype: string
  readonly isError: boolean
  readonly sessionId: string | undefined
  readonly turns: number | undefined
  readonly costUsd: number | undefined
}

const longest = 240

const short = (text: string): string => {
  const line = text.trim().replaceAll(/\s+/g, " ")
  return line.length > longest ? `${line.slice(0, longest)} …` : line
}

const blockText = ({ input, name, text, type }: typeof Block.Type): string => {
  if (type === "text") return short(text ?? "")
  return type === "tool_use" ? short(`${name ?? "a tool"} ${JSON.stringify(input ?? {})}`) : ""
}

const describe = ({ message, model, session_id, subtype, type }: Line): string => {
  if (type === "system" && subtype === "init") return `session ${session_id ?? "begun"}${model ? `, ${model}` : ""}`
  if (type !== "assistant") return ""
  const { content = "" } = message ?? {}
  return Predicate.isString(content)
    ? short(content)
    : content.map(blockText).filter((text) => text !== "").join("; ")
}

/** A line as a person follows it: what Claude says, and the tools it uses; empty for everything else. */
export const progressOf = (line: string): string =>
  Option.match(decode(line), { onNone: () => short(line), onSome: describe })

/** The answer among these lines: the last line of type `result`. */
export const answerIn = (stdout: string): Answer | undefined => {
  for (const line of stdout.split("\n").toReversed()) {
    const found = line.includes("\"result\"") ? Option.getOrUndefined(decode(line)) : undefined
    if (found?.type !== "result") continue
    const { is_error = false, num_turns, result = "", session_id, subtype = "success", total_cost_usd } = found
    return {
      text: result,
      subtype,
      isError: is_error || subtype !== "success",
      sessionId: session_id,
      turns: num_turns,
      costUsd: total_cost_usd
    }
  }
  return undefined
}
