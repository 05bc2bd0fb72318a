import { assert, describe, it } from "@effect/vitest"
import { makeDelivery } from "../../src/layers/executor/delivery.ts"
import { limitIn } from "../../src/layers/executor/limits.ts"
import type { Limit } from "../../src/services/Executor.ts"

const wrapped = (text: string): string => JSON.stringify({ type: "result", is_error: true, result: text })

const tokens = (text: string, count?: number): Limit => ({ kind: "token_limit", tokens: count, text })

const limits: ReadonlyArray<Limit> = [
  tokens("API Error: Claude's response exceeded the 32000 output token maximum.", 32_000),
  tokens(wrapped("API Error: Claude's response exceeded the 64000 output token maximum"), 64_000),
  tokens("This model's maximum context length is 200000 tokens", 200_000),
  tokens("maximum context length"),
  tokens("error: context length exceeded"),
  tokens("{\"code\":\"context_length_exceeded\"}"),
  { kind: "usage_limit", resetAt: 1_752_350_400, text: "Claude AI usage limit reached|1752350400" },
  { kind: "usage_limit", resetAt: 1_752_350_400, text: wrapped("Claude AI usage limit reached|1752350400") },
  { kind: "usage_limit", resetAt: undefined, text: "Claude AI usage limit reached" },
  ...[
    "You've hit your limit · resets 7pm (UTC)",
    wrapped("You've hit your session limit · resets 12:50am (America/Los_Angeles)"),
    "5-hour limit reached ∙ resets 3am"
  ].map((text): Limit => ({ kind: "usage_limit", resetAt: undefined, text })),
  { kind: "rate_limit_429", retryAfter: undefined, text: "API Error: 429 {\"type\":\"rate_limit_error\"}" },
  { kind: "rate_limit_429", retryAfter: 30, text: "HTTP 429 Too Many Requests (Retry-After: 30)" }
]

const others = [
  "the output was truncated...",
  "token limit of the parser: 3",
  "a context window too long",
  "rate limit",
  "session limit reached",
  "you hit your limit of 3 tries",
  "line 429 of the file",
  "14290 too many requests",
  "HTTP 500"
]

describe("a limit", () => {
  for (const limit of limits) {
    it(`is told by ${limit.text}`, () => {
      assert.deepStrictEqual(limitIn(`${limit.text}\n`), limit)
    })
  }

  for (const line of others) {
    it(`is not told by ${line}`, () => {
      assert.strictEqual(limitIn(line), undefined)
    })
  }

  it("is told with the beginning of a line that is long", () => {
    const found = limitIn(`maximum context length ${"x".repeat(5000)}`)
    assert.strictEqual(found?.text.length, 1000)
  })

  it("is told by a line that came in pieces", () => {
    const delivery = makeDelivery({ longestPiece: 20, maxOutput: 1000 })
    delivery.push("stderr", Buffer.from("Claude AI usage limit reached|1752350400\n"))
    assert.deepInclude(delivery.counts().limit, { kind: "usage_limit", resetAt: 1_752_350_400 })
  })
})
