import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Commands } from "../services/Commands.ts"

const text = Schema.NonEmptyString
const place = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** What the page asks for: a command with its arguments. */
export const Command = Schema.Union([
  Schema.Struct({ command: Schema.Literal("open"), file: text }),
  Schema.Struct({ command: Schema.Literal("close") }),
  Schema.Struct({ command: Schema.Literal("create_code"), name: text }),
  Schema.Struct({ command: Schema.Literal("apply_code"), document: text, code: text, from: place, to: place }),
  Schema.Struct({ command: Schema.Literal("remove_coding"), coding: text }),
  Schema.Struct({ command: Schema.Literal("delete_code"), code: text })
])

/** The commands are those of the tools. */
export const run = Effect.fn("page.command")(function*(wanted: typeof Command.Type) {
  const commands = yield* Commands
  switch (wanted.command) {
    case "open":
      return yield* commands.open(wanted.file)
    case "close":
      return yield* commands.close
    case "create_code":
      return yield* Effect.asVoid(commands.createCode(wanted.name))
    case "apply_code":
      return yield* Effect.asVoid(commands.applyCode({ ...wanted, place: () => Effect.succeed(wanted) }))
    case "remove_coding":
      return yield* Effect.asVoid(commands.removeCoding(wanted.coding))
    case "delete_code":
      return yield* Effect.asVoid(commands.deleteCode(wanted.code))
  }
})
