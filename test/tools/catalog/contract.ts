import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import type { Generation } from "../../../src/services/ProbeSocket.ts"

/** One parameter the probe reads: `values` where its set is closed, `fields` of an object, `of` for elements. */
const Parameter = Schema.Struct({
  type: Schema.String,
  /** The probe refuses the request without it. */
  required: Schema.optionalKey(Schema.Boolean),
  values: Schema.optionalKey(Schema.Array(Schema.String)),
  fields: Schema.optionalKey(Schema.Array(Schema.String)),
  of: Schema.optionalKey(Schema.String)
})
export type Parameter = typeof Parameter.Type

const Contract = Schema.Record(Schema.String, Schema.Record(Schema.String, Parameter))

const load = (generation: Generation): typeof Contract.Type =>
  Schema.decodeSync(Schema.fromJsonString(Contract))(
    readFileSync(new URL(`../../fixtures/contract/${generation}.json`, import.meta.url), "utf8")
  )

export const generations = ["newest", "seed"] as const

/** Every wire method with the parameters it reads, as the probes' sources say and the recordings confirm. */
export const contract: Readonly<Record<Generation, typeof Contract.Type>> = {
  newest: load("newest"),
  seed: load("seed")
}

/** The methods of the three modes; the rest are builtins of the connection. */
export const methodsOf = (generation: Generation): ReadonlyArray<string> =>
  Object.keys(contract[generation]).filter((method) => /^(qt|cu|chr)\./.test(method))

const renamed: Readonly<Record<string, string>> = { cu_leftClick: "cu.click", cu_mouseDrag: "cu.drag" }

/** The wire method a tool is named after, whether or not a generation has it. */
export const ownMethod = (tool: string): string => renamed[tool] ?? tool.replaceAll("_", ".")

/** The parameters of that method, in all generations that have it. */
export const ownParameters = (tool: string): Readonly<Record<string, Parameter>> => ({
  ...contract.seed[ownMethod(tool)],
  ...contract.newest[ownMethod(tool)]
})
