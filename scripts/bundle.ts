/** Bundles the bin and the library, and says nothing unless something is wrong. */
import { rolldown } from "rolldown"
import configs from "../rolldown.config.ts"

for (const { output, ...input } of configs) {
  const bundle = await rolldown(input)
  for (const options of [output].flat()) await bundle.write(options)
  await bundle.close()
}
