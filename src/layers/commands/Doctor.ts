import * as Effect from "effect/Effect"
import { SettingsError } from "../../services/Settings.ts"
import type { Command } from "./command.ts"

export const command: Command = {
  help: "usage: qtmcp doctor\n",
  run: () => Effect.fail(new SettingsError({ message: "qtmcp: doctor is not there yet" }))
}
