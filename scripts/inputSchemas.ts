import { adminTools } from "../src/tools/admin/tools.ts"
import { agentTools } from "../src/tools/agent/tools.ts"
import { chromeTools } from "../src/tools/chrome/tools.ts"
import { cuTools } from "../src/tools/cu/tools.ts"
import { nativeTools } from "../src/tools/native/tools.ts"

/** The input schema of every tool, by its name. */
export const inputSchemas = () =>
  Object.fromEntries(
    [adminTools, agentTools, nativeTools, cuTools, chromeTools].flatMap((family) =>
      family.map((tool) => [tool.name, tool.inputSchema] as const)
    )
  )
