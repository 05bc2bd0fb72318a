import * as Effect from "effect/Effect"
import { SettingsError } from "../../services/Settings.ts"
import type { Command } from "./command.ts"

export const command: Command = {
  help: "usage: qtmcp tools\n",
  run: () => Effect.fail(new SettingsError({ message: "qtmcp: tools is not there yet" }))
}
