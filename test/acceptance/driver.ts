import { Client } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"
import * as Predicate from "effect/Predicate"
import { assert } from "vitest"

/** What a tool answered, with the texts joined and the structured data of `--structured`. */
export interface Answer {
  readonly text: string
  readonly isError: boolean
  readonly data: Readonly<Record<string, unknown>>
  readonly images: ReadonlyArray<string>
}

/** A client of the built server, as a user's host starts it. */
export interface Driver {
  readonly call: (tool: string, args?: Record<string, unknown>) => Promise<Answer>
  /** The same, and the test fails where the tool failed. */
  readonly ok: (tool: string, args?: Record<string, unknown>) => Promise<Answer>
  readonly close: () => Promise<void>
}

export const startDriver = async (args: ReadonlyArray<string>): Promise<Driver> => {
  const client = new Client({ name: "acceptance", version: "1.0.0" })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ["dist/qtmcp.js", "--mode", "all", "--structured", "--caps", "record,log", "--log-level", "warn", ...args],
      stderr: "inherit"
    })
  )
  const call: Driver["call"] = async (name, input = {}) => {
    const result = await client.callTool({ name, arguments: input })
    return {
      text: result.content.flatMap((part) => part.type === "text" ? [part.text] : []).join("\n"),
      images: result.content.flatMap((part) => part.type === "image" ? [part.data] : []),
      isError: result.isError === true,
      data: Predicate.isObject(result.structuredContent) ? { ...result.structuredContent } : {}
    }
  }
  const ok: Driver["ok"] = async (name, input) => {
    const answer = await call(name, input)
    assert.isFalse(answer.isError, `${name} ${JSON.stringify(input)}: ${answer.text}`)
    return answer
  }
  return { call, ok, close: () => client.close() }
}
