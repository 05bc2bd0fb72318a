import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type Mode, Settings } from "../../services/Settings.ts"
import * as Admin from "./Admin.ts"
import * as Agent from "./Agent.ts"
import * as Chrome from "./Chrome.ts"
import * as Cu from "./Cu.ts"
import * as Native from "./Native.ts"

const layers = { agent: Agent.layer, native: Native.layer, cu: Cu.layer, chrome: Chrome.layer } satisfies Record<
  Mode,
  unknown
>

/** The layers of the configured modes, and what every mode has. */
export const layer = Layer.unwrap(
  Effect.map(Settings, ({ mode }) => Layer.mergeAll(Admin.layer, ...mode.map((name) => layers[name])))
)
