import { type Json, parse, text } from "./json.ts"

/** The server could not do it; `status` is 0 where it cannot be reached. */
export class Refusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Asks the server that the page is from. */
export const ask = async (path: string, method = "GET", body?: Json): Promise<Json> => {
  const sent = await fetch(path, {
    method,
    cache: "no-store",
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(40_000)
  }).catch(() => undefined)
  if (sent === undefined) throw new Refusal(0, "The server does not answer.")
  const answer = parse(await sent.text().catch(() => ""))
  if (!sent.ok) throw new Refusal(sent.status, text(answer, "error", "message") || `The server says ${sent.status}.`)
  return answer
}

export const reason = (error: unknown): string => error instanceof Error ? error.message : String(error)
