import type { JsonObject } from "./Json.ts"

export type MessageType = "debug" | "info" | "warning" | "error" | "fatal"

interface Message {
  readonly type: MessageType
  readonly message: string
  readonly timestamp: number
}

const capacity = 1000
const severe = new Set<MessageType>(["warning", "error", "fatal"])

const matcher = (pattern: string): (message: string) => boolean => {
  try {
    const expression = new RegExp(pattern, "i")
    return (message) => expression.test(message)
  } catch {
    return () => true
  }
}

/** The ring buffer behind `chr.readConsoleMessages`; it also holds the probe's own lines (probe protocol notes §7). */
export class ConsoleLog {
  readonly #now: () => number
  #messages: Array<Message> = []

  constructor(now: () => number) {
    this.#now = now
  }

  add(type: MessageType, message: string): void {
    this.#messages.push({ type, message, timestamp: this.#now() })
    if (this.#messages.length > capacity) this.#messages.shift()
  }

  clear(): void {
    this.#messages = []
  }

  /** Newest first; `limit` of zero or less means all, a bad pattern means no filter. */
  read(pattern: string, onlyErrors: boolean, limit: number): Array<JsonObject> {
    const matches = matcher(pattern)
    const found = this.#messages.toReversed()
      .filter((each) => (!onlyErrors || severe.has(each.type)) && matches(each.message))
      .map(({ message, timestamp, type }) => ({ message, timestamp, type }))
    return limit > 0 ? found.slice(0, limit) : found
  }
}
