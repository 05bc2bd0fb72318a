import { isJsonObject, type Json, toText } from "./toolkit/Json.ts"

export interface Recorded {
  readonly method: string
  readonly params: unknown
}

const capacity = 1000

/** Keeps the last requests that arrived. */
export const makeRecorder = () => {
  const requests: Array<Recorded> = []
  const parse = (text: string): Json => {
    try {
      const value: Json = JSON.parse(text)
      return value
    } catch {
      return null
    }
  }
  return {
    all: (): ReadonlyArray<Recorded> => [...requests],
    /** The frame's method, "" when it has none. */
    record: (text: string): string => {
      const message = parse(text)
      if (!isJsonObject(message)) return ""
      const method = toText(message["method"])
      requests.push({ method, params: message["params"] })
      if (requests.length > capacity) requests.shift()
      return method
    }
  }
}
