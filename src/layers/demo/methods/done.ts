import type { Context } from "../rpc/Method.ts"
import type { JsonObject } from "../toolkit/Json.ts"

/** How a `qt.*` action says it worked: `ok` in the newest generation, `success` in the seed. */
export const done = ({ app }: Context): JsonObject => app.generation === "newest" ? { ok: true } : { success: true }
