import type { Limit } from "../../services/Executor.ts"

const timeOf = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString().replace(".000", "")

/** When a limit ends in the words of its line, such as `12:50am (Europe/Berlin)`: the zone is not always named, nor the day. */
const wordsOf = (text: string): string | undefined => /\bresets? (?:at )?([^"\\·∙.]{1,40})/i.exec(text)?.[1]?.trim()

const resetOf = ({ resetAt, text }: Extract<Limit, { readonly kind: "usage_limit" }>): string | undefined =>
  resetAt === undefined ? wordsOf(text) : timeOf(resetAt)

/** A limit in the first line of a result. */
export const limitText = (limit: Limit): string => {
  switch (limit.kind) {
    case "token_limit":
      return `token limit${limit.tokens === undefined ? "" : ` of ${limit.tokens}`} exceeded`
    case "usage_limit": {
      const reset = resetOf(limit)
      return `usage limit reached${reset === undefined ? "" : `, resets ${reset}`}`
    }
    case "rate_limit_429":
      return `rate limit (429)${limit.retryAfter === undefined ? "" : `, retry after ${limit.retryAfter} s`}`
  }
}

/** A limit for programs. */
export const limitData = (limit: Limit) => {
  const reset = limit.kind === "usage_limit" ? resetOf(limit) : undefined
  return reset === undefined ? limit : { ...limit, resetTime: reset }
}
