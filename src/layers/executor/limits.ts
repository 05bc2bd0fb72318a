import type { Limit } from "../../services/Executor.ts"

const tokens = [
  /exceeded the (\d+) output token maximum/i,
  /maximum context length(?:\D{0,20}(\d+))?/i,
  /context[ _]length[ _]exceeded/i
]
/** The first form is the older one, with epoch seconds; in today's the end is words, `· resets 12:50am (Europe/Berlin)`. */
const usages = [
  /Claude(?: AI)? usage limit reached(?:\|(\d{9,10})\b)?/i,
  /You['’]ve hit your (?:[\w-]+ ){0,2}limit [·∙] resets /i,
  /\b(?:\d+-hour|session|weekly) limit reached [·∙] resets /i
]
const status = /\b429\b/
const tooMany = /rate[ _-]?limit|too many requests/i
const retry = /retry[ _-]after\W{0,6}(\d{1,6})/i

/** What a line has to hold to be looked at closely: nearly none does. */
const suspect = /token maximum|context[ _]length|usage limit|limit reached|hit your|429/i

const longest = 1000

const numberOf = (digits: string | undefined): number | undefined => digits === undefined ? undefined : Number(digits)

const firstOf = (patterns: ReadonlyArray<RegExp>, line: string) =>
  patterns.map((pattern) => pattern.exec(line)).find((match) => match !== null)

/**
 * The limit a line tells of (executor protocol notes, fault 5): these are the lines that Claude and the services print. A word
 * such as "truncated" is none.
 */
export const limitIn = (line: string): Limit | undefined => {
  if (!suspect.test(line)) return undefined
  const text = line.trim().slice(0, longest)
  const token = firstOf(tokens, line)
  if (token !== undefined) return { kind: "token_limit", tokens: numberOf(token[1]), text }
  const used = firstOf(usages, line)
  if (used !== undefined) return { kind: "usage_limit", resetAt: numberOf(used[1]), text }
  if (!status.test(line) || !tooMany.test(line)) return undefined
  return { kind: "rate_limit_429", retryAfter: numberOf(retry.exec(line)?.[1]), text }
}
