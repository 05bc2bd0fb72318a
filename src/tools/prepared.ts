import type * as JsonSchema from "effect/JsonSchema"

/**
 * Input schemas by tool, made when the bin is bundled: making them at the start costs a fifth of it. Empty in the
 * sources, where each is made when it is first asked for.
 */
export const prepared: Readonly<Record<string, JsonSchema.JsonSchema>> = {}
