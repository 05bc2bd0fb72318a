import * as Effect from "effect/Effect"
import { SettingsError } from "../../services/Settings.ts"
import type { Command } from "./command.ts"

export const command: Command = {
  help: "usage: qtmcp call\n",
  run: () => Effect.fail(new SettingsError({ message: "qtmcp: call is not there yet" }))
}
