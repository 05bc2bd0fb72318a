import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"

/** An answer as it came. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sends a request and reads the whole answer. `body` is sent as JSON. */
export const ask = (url: string, init: RequestInit & { readonly json?: unknown } = {}): Effect.Effect<Answer> =>
  Effect.promise(async (signal) => {
    const { json, ...rest } = init
    const body = json === undefined ? {} : {
      method: "POST",
      body: JSON.stringify(json),
      headers: { "content-type": "application/json", ...Object.fromEntries(new Headers(rest.headers)) }
    }
    const response = await fetch(url, { signal, ...rest, ...body })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parse(text) }
  })

/** A value within JSON, by its keys. */
export const at = (value: unknown, ...keys: ReadonlyArray<string | number>): unknown =>
  keys.reduce<unknown>((inner, key) => Predicate.hasProperty(inner, key) ? inner[key] : undefined, value)

/** A string within JSON; the test fails where there is none. */
export const textAt = (value: unknown, ...keys: ReadonlyArray<string | number>): string => {
  const found = at(value, ...keys)
  if (typeof found !== "string") throw new Error(`no text at ${keys.join(".")} in ${JSON.stringify(value)}`)
  return found
}
