import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { type Mode, modes } from "../../services/Settings.ts"
import { type Answer, type Call, failed, ok } from "./Replay.ts"

const decodeCall = Schema.decodeOption(Schema.fromJsonString(Schema.Struct({
  dir: Schema.Literal("mcp_in"),
  call: Schema.Int,
  tool: Schema.String,
  args: Schema.Unknown,
  hidden: Schema.optionalKey(Schema.Array(Schema.Int))
})))

const decodeAnswer = Schema.decodeOption(Schema.fromJsonString(Schema.Struct({
  dir: Schema.Literal("mcp_out"),
  call: Schema.Int,
  ok: Schema.Boolean,
  result: Schema.optionalKey(Schema.String),
  error: Schema.optionalKey(Schema.String)
})))

const decodeLine = Schema.decodeOption(Schema.fromJsonString(Schema.Struct({ ts: Schema.String, dir: Schema.String })))

/** What happened, in its order: a call began, it was answered, or the client did not wait for it. */
export type Step =
  | { readonly _tag: "begin"; readonly number: number; readonly call: Call }
  | { readonly _tag: "answer"; readonly number: number; readonly expected: Answer }
  | { readonly _tag: "abandon"; readonly number: number }

/** A session as its log tells it. */
export interface Recording {
  readonly steps: ReadonlyArray<Step>
  readonly calls: number
  /** Calls of the bridge's own tools, which are left out: what they say is about another process. */
  readonly leftOut: number
  /** Sessions in the file; the last one counts. */
  readonly sessions: number
  /** Lines that are none of a session log. */
  readonly bad: number
  /** Modes that have the tools it uses. */
  readonly modes: ReadonlyArray<Mode>
}

const prefixes: Readonly<Record<Mode, string>> = {
  agent: "ui_",
  native: "qt_",
  cu: "cu_",
  chrome: "chr_",
  exec: "execute"
}

const isInterrupted = (error: string | undefined): boolean => error?.startsWith("interrupted:") ?? false

/** The bridge's own tools; leaving the probe is the one that what follows depends on. */
const isOwn = (tool: string): boolean => tool.startsWith("qtmcp_") && tool !== "qtmcp_disconnect"

/** Reads the lines of a session log. */
export const readRecording = (lines: ReadonlyArray<string>): Recording => {
  let steps: Array<Step> = []
  let sessions = 0
  let last = 0
  let leftOut = 0
  let bad = 0
  const open = new Set<number>()
  for (const line of lines) {
    if (line.trim() === "") continue
    if (Option.isNone(decodeLine(line))) bad += 1
    const began = Option.getOrUndefined(decodeCall(line))
    if (began !== undefined) {
      if (sessions === 0 || began.call <= last) {
        steps = []
        leftOut = 0
        open.clear()
        sessions += 1
      }
      last = began.call
      if (isOwn(began.tool)) leftOut += 1
      else {
        const { args, call: number, hidden, tool } = began
        open.add(number)
        steps.push({ _tag: "begin", number, call: { tool, args, ...(hidden === undefined ? {} : { hidden }) } })
      }
      continue
    }
    const answered = Option.getOrUndefined(decodeAnswer(line))
    if (answered === undefined || !open.delete(answered.call)) continue
    const { call: number, error = "", result = "" } = answered
    steps.push(
      isInterrupted(error)
        ? { _tag: "abandon", number }
        : { _tag: "answer", number, expected: answered.ok ? ok(result) : failed(error) }
    )
  }
  steps.push(...[...open].map((number) => ({ _tag: "abandon" as const, number })))
  const tools = steps.flatMap((step) => step._tag === "begin" ? [step.call.tool] : [])
  const used = modes.filter((mode) => tools.some((tool) => tool.startsWith(prefixes[mode])))
  return { steps, calls: tools.length, leftOut, sessions, bad, modes: used.length === 0 ? ["native"] : used }
}
