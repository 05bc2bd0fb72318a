import { assert, describe, it } from "@effect/vitest"
import { encode } from "gpt-tokenizer/encoding/o200k_base"
import { type Mode, modes } from "../../../src/services/Settings.ts"
import { allTools, type AnyTool, listed, sets } from "./catalog.ts"

/** Tokens of all a mode lists, the tools of the bridge included. */
const budgets: Readonly<Record<Mode, number>> = { agent: 1800, native: 4500, cu: 2000, chrome: 1500, exec: 700 }
const averageBudget = 110
/** Tokens of the tools that look after tasks, which come on top of a mode. */
const taskBudget = 450

/** What a host sends to the model with every turn. */
const tokens = ({ description, inputSchema, name }: AnyTool): number =>
  encode(JSON.stringify({ name, description, inputSchema })).length

const sum = (tools: ReadonlyArray<AnyTool>): number => tools.reduce((total, tool) => total + tokens(tool), 0)

const table = (tools: ReadonlyArray<AnyTool>): string =>
  tools.map((tool) => [tokens(tool), tool.name] as const).toSorted(([a], [b]) => b - a)
    .map(([count, name]) => `\n${String(count).padStart(6)} ${name}`).join("")

describe("the footprint of the tools", () => {
  for (const mode of modes) {
    it(`${mode}: at most ${budgets[mode]} tokens`, () => {
      const tools = listed(mode)
      assert.isAtMost(sum(tools), budgets[mode], `${mode}, ${tools.length} tools:${table(tools)}\n`)
    })

    it(`${mode}: at most ${averageBudget} tokens a tool on average`, () => {
      const average = sum(listed(mode)) / listed(mode).length
      assert.isAtMost(average, averageBudget, `${mode}, ${sets[mode].length} tools:${table(listed(mode))}\n`)
    })
  }

  it(`tasks: at most ${taskBudget} tokens`, () => {
    assert.isAtMost(sum(sets.tasks), taskBudget, table(sets.tasks))
  })

  it("all modes together: at most the average a tool", () => {
    assert.isAtMost(sum(allTools) / allTools.length, averageBudget, table(allTools))
  })
})
