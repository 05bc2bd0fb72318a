/** Bundles the bin and the library, and says nothing unless something is wrong. */
import { build } from "rolldown"
import configs from "../rolldown.config.ts"

for (const config of configs) await build(config)
