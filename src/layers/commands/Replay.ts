import * as Effect from "effect/Effect"
import { SettingsError } from "../../services/Settings.ts"
import type { Command } from "./command.ts"

export const command: Command = {
  help: "usage: qtmcp replay\n",
  run: () => Effect.fail(new SettingsError({ message: "qtmcp: replay is not there yet" }))
}
