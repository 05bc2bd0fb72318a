import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Output } from "../../services/Executor.ts"
import { type Run, type RunOutput, Runs } from "../../services/Runs.ts"
import type { Resource, ResourceTemplate } from "../../services/ToolRegistry.ts"

/** Bytes of one reading that does not say how many, and the most it may ask for: clients refuse 10 MiB. */
const usual = 60_000
const most = 2_000_000

const listed = 20

const whole = (value: string | undefined): number | undefined =>
  value !== undefined && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined

const streamOf = (value: string | undefined): Output["stream"] | undefined =>
  value === "stdout" || value === "stderr" ? value : undefined

const textOf = (output: RunOutput, params: ReadonlyMap<string, string>): string => {
  const stream = streamOf(params.get("stream"))
  const offset = whole(params.get("offset")) ?? 0
  const from = offset < 0 ? Math.max(0, output.size(stream) + offset) : offset
  const limit = Math.min(most, Math.max(0, whole(params.get("limit")) ?? usual))
  return output.text(from, from + limit, stream)
}

const uriOf = (id: string): string => `executor://logs/${id}`

const resourceOf = ({ changes, id, output, steps }: Run): Resource => ({
  uri: uriOf(id),
  name: id,
  description: `Output of ${(steps()[0]?.label ?? "").slice(0, 100)}`,
  mimeType: "text/plain",
  read: (params) => Effect.sync(() => textOf(output, params)),
  updates: changes
})

/** `executor://logs/{id}`: what a command wrote, as it wrote it. */
export const execTemplates = Effect.gen(function*() {
  const runs = yield* Runs
  const templates: ReadonlyArray<ResourceTemplate> = [{
    template: "executor://logs/{id}{?offset,limit,stream}",
    name: "command-output",
    description:
      `Raw output of a command: limit bytes of UTF-8 (${usual}; at most ${most}) from byte offset (below 0: from the end) of stream stdout, stderr or both. What is empty is beyond the end.`,
    mimeType: "text/plain",
    instances: Effect.map(runs.list, (all) => all.slice(0, listed).map(resourceOf)),
    find: (variables) =>
      runs.get(variables.get("id") ?? "").pipe(
        Effect.option,
        Effect.map(Option.map(resourceOf)),
        Effect.map(Option.getOrUndefined)
      ),
    changes: Stream.map(runs.changes, uriOf),
    listings: runs.begins
  }]
  return templates
})
