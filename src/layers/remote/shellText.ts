import * as Effect from "effect/Effect"
import { CommandRefused, type CommandSpec } from "../../services/Executor.ts"

const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`

/**
 * A command as text for a shell, for an executor that knows nothing else: the original runs text in a folder of its own
 * and ignores whatever else it is given.
 */
export const shellText = Effect.fnUntraced(function*({ cwd, env, run }: CommandSpec) {
  if (Object.keys(env ?? {}).length > 0) {
    // In the text they would stand in the process table, for everybody to read.
    return yield* new CommandRefused({
      reason: "this executor gives a command no variables of its own",
      hint:
        "Leave env out, set them in the command itself (NAME=value command) where everybody may see them, or use qtmcp executor."
    })
  }
  const text = typeof run === "string" ? run : run.map(quote).join(" ")
  return cwd === undefined ? text : `cd -- ${quote(cwd)} && {\n${text}\n}`
})
