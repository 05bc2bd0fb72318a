import type * as JsonSchema from "effect/JsonSchema"

/**
 * Input schemas by tool, made when the bin is bundled: a start should not pay for them. Empty in the sources, where each
 * is made when it is first asked for.
 */
export const prepared: Readonly<Record<string, JsonSchema.JsonSchema>> = {}
