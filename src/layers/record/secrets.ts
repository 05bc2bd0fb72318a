import * as Effect from "effect/Effect"
import * as fs from "node:fs/promises"
import { SettingsError } from "../../services/Settings.ts"
import { reasonOf } from "../../tools/text/reason.ts"

/** What a `--secrets` file marks: one secret a line, spaces included; empty lines are none. */
export const readSecrets = Effect.fn("SessionLog.readSecrets")(function*(path: string | undefined) {
  if (path === undefined) return []
  const text = yield* Effect.tryPromise({
    try: () => fs.readFile(path, "utf8"),
    catch: (cause) =>
      new SettingsError({
        message: `qtmcp: --secrets ${path} cannot be read: ${reasonOf(cause)}`
      })
  })
  return text.replace(/^\uFEFF/, "").split(/\r?\n/).filter((line) => line !== "")
})
