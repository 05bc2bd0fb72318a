import { adminTools } from "../src/tools/admin/tools.ts"
import { agentTools } from "../src/tools/agent/tools.ts"
import { chromeTools } from "../src/tools/chrome/tools.ts"
import { cuTools } from "../src/tools/cu/tools.ts"
import { nativeTools } from "../src/tools/native/tools.ts"
import { logTools } from "../src/tools/record/log.ts"
import { recordingTools } from "../src/tools/record/recording.ts"

/** The input schema of every tool, by its name. */
export const inputSchemas = () =>
  Object.fromEntries(
    [adminTools, agentTools, nativeTools, cuTools, chromeTools, logTools, recordingTools].flatMap((family) =>
      family.map((tool) => [tool.name, tool.inputSchema] as const)
    )
  )
