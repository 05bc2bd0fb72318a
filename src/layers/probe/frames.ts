import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"

const Fault = Schema.Struct({
  code: Schema.Int,
  message: Schema.String,
  data: Schema.optionalKey(Schema.Unknown)
})

const Answer = Schema.Struct({
  id: Schema.Int,
  result: Schema.optionalKey(Schema.Unknown),
  error: Schema.optionalKey(Schema.Unknown)
})

const Notification = Schema.Struct({ method: Schema.String, params: Schema.optionalKey(Schema.Unknown) })

const Message = Schema.fromJsonString(Schema.Unknown)

const decodeMessage = Schema.decodeOption(Message)
const decodeAnswer = Schema.decodeUnknownOption(Answer)
const decodeFault = Schema.decodeUnknownOption(Fault)
const decodeNotification = Schema.decodeUnknownOption(Notification)

/** A frame of the probe. A stray is anything no request can be matched with: garbage, an array, an `id:null` error. */
export type Frame =
  | { readonly _tag: "answer"; readonly id: number; readonly result: unknown; readonly error?: typeof Fault.Type }
  | { readonly _tag: "notification"; readonly method: string; readonly params: unknown }
  | { readonly _tag: "stray" }

const stray: Frame = { _tag: "stray" }

/** An error in a form of its own still ends the call it answers. */
const faultOf = (error: unknown): typeof Fault.Type =>
  Option.getOrElse(
    decodeFault(error),
    () => ({ code: -32603, message: Predicate.isString(error) ? error : "an error in an unknown form" })
  )

/** `qtmcp.signalEmitted` and `qtpilot.signalEmitted` are the same notification of two generations. */
const withoutPrefix = (method: string): string => method.replace(/^(qtmcp|qtpilot)\./, "")

/** Reads one text frame; total, because the probe can send JSON that is broken (probe protocol notes §2). */
export const decodeFrame = (text: string): Frame =>
  Option.match(decodeMessage(text), {
    onNone: () => stray,
    onSome: (message): Frame => {
      const answer = decodeAnswer(message)
      if (Option.isSome(answer)) {
        const { error, id, result } = answer.value
        return Predicate.isNullish(error)
          ? { _tag: "answer", id, result }
          : { _tag: "answer", id, result, error: faultOf(error) }
      }
      const notification = decodeNotification(message)
      return Option.isSome(notification)
        ? {
          _tag: "notification",
          method: withoutPrefix(notification.value.method),
          params: notification.value.params
        }
        : stray
    }
  })

const Envelope = Schema.Struct({ result: Schema.Unknown, meta: Schema.Unknown })
const decodeEnvelope = Schema.decodeUnknownOption(Envelope)

/** The payload of an answer: the `qt.`, `cu.` and `chr.` methods wrap it in `{result, meta}`, the others do not. */
export const payload = (method: string, result: unknown): unknown =>
  /^(qt|cu|chr)\./.test(method)
    ? Option.match(decodeEnvelope(result), { onNone: () => result, onSome: (envelope) => envelope.result })
    : result
