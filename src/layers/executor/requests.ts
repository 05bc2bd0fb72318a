import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { CommandSpec } from "../../services/Executor.ts"

/** Of a notification it is absent. */
export type Id = string | number | null | undefined

export const codes = {
  parse: -32700,
  request: -32600,
  method: -32601,
  params: -32602,
  internal: -32603,
  rate: -32000,
  refused: -32001,
  noProcess: -32002,
  sessions: -32003
} as const

/** Why a request is not done, as the wire has it. */
export interface Fault {
  readonly code: number
  readonly message: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** A frame of a client. */
export type Request =
  | { readonly _tag: "execute"; readonly id: Id; readonly spec: CommandSpec }
  | { readonly _tag: "control"; readonly id: Id; readonly type: "PAUSE" | "RESUME" | "CANCEL" }
  /** A notification that asks for nothing, such as `pong`. */
  | { readonly _tag: "ignored" }
  | { readonly _tag: "fault"; readonly id: Id; readonly fault: Fault }

const Envelope = Schema.Struct({
  jsonrpc: Schema.optionalKey(Schema.Literal("2.0")),
  id: Schema.optionalKey(Schema.Union([Schema.String, Schema.Finite, Schema.Null])),
  method: Schema.String,
  params: Schema.optionalKey(Schema.Unknown)
})

/** Left out, or null, as clients in Python write it. */
export const absent = <S extends Schema.Top>(schema: S) => Schema.optionalKey(Schema.NullOr(schema))

const text = Schema.String.check(Schema.isPattern(/^[^\0]*$/))
const someText = Schema.String.check(Schema.isPattern(/^[^\0]*[^\s\0][^\0]*$/))

/** Not as the schema of its keys: that would leave out those that do not fit. */
const variables = Schema.Record(Schema.String, text).check(
  Schema.makeFilter((record) => Object.keys(record).every((name) => /^[^=\0]+$/.test(name)), {
    expected: "variables with names"
  })
)

/** Seconds of a day: no command runs longer. */
const day = 86_400

const Execute = Schema.Struct({
  command: absent(someText),
  argv: absent(Schema.TupleWithRest(Schema.Tuple([someText]), [text])),
  timeout: absent(Schema.Finite.check(Schema.isBetween({ minimum: 0.001, maximum: day }))),
  cwd: absent(text),
  env: absent(variables)
})

const Control = Schema.Struct({ type: Schema.Literals(["PAUSE", "RESUME", "CANCEL"]) })

const decodeEnvelope = Schema.decodeUnknownResult(Envelope)
const decodeExecute = Schema.decodeUnknownResult(Execute)
const decodeControl = Schema.decodeUnknownResult(Control)

const faultOf = (id: Id, code: number, message: string): Request => ({ _tag: "fault", id, fault: { code, message } })

const invalid = (id: Id, method: string, reason: string): Request =>
  faultOf(id, codes.params, `Invalid params of ${method}: ${reason.replaceAll(/\n\s*/g, " ")}`)

const execute = (id: Id, params: unknown): Request => {
  const decoded = decodeExecute(params ?? {})
  if (Result.isFailure(decoded)) return invalid(id, "execute", decoded.failure.message)
  const { argv, command, cwd, env, timeout } = decoded.success
  const run = command ?? argv
  if (Predicate.isNullish(run) || (Predicate.isNotNullish(command) && Predicate.isNotNullish(argv))) {
    return invalid(id, "execute", "give either command or argv")
  }
  const spec: CommandSpec = {
    run,
    cwd: cwd ?? undefined,
    env: env ?? undefined,
    timeout: Predicate.isNotNullish(timeout) ? Math.ceil(timeout * 1000) : undefined
  }
  return { _tag: "execute", id, spec }
}

const control = (id: Id, params: unknown): Request => {
  const decoded = decodeControl(params)
  return Result.isFailure(decoded)
    ? invalid(id, "control", decoded.failure.message)
    : { _tag: "control", id, type: decoded.success.type }
}

const parse = (frame: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(frame) }
  } catch {
    return undefined
  }
}

const idOf = (value: unknown): Id =>
  Predicate.hasProperty(value, "id") && (Predicate.isString(value.id) || Predicate.isNumber(value.id)) ? value.id : null

/** Reads one frame (executor protocol notes); total. Batches are refused and cost nothing else. */
export const readRequest = (frame: string): Request => {
  const parsed = parse(frame)
  if (parsed === undefined) return faultOf(null, codes.parse, "Parse error")
  if (Array.isArray(parsed.value)) return faultOf(null, codes.request, "Invalid Request: batches are not supported")
  const decoded = decodeEnvelope(parsed.value)
  if (Result.isFailure(decoded)) {
    const reason = decoded.failure.message.replaceAll(/\n\s*/g, " ")
    return faultOf(idOf(parsed.value), codes.request, `Invalid Request: ${reason}`)
  }
  const { id, method, params } = decoded.success
  if (method === "execute") return execute(id, params)
  if (method === "control") return control(id, params)
  return id === undefined
    ? { _tag: "ignored" }
    : faultOf(id, codes.method, `Unknown method: ${method.slice(0, 100)}; the methods are execute and control`)
}
