import type { ListedTool } from "../src/services/ToolRegistry.ts"
import { adminTools } from "../src/tools/admin/tools.ts"
import { agentTools } from "../src/tools/agent/tools.ts"
import { chromeTools } from "../src/tools/chrome/tools.ts"
import { cuTools } from "../src/tools/cu/tools.ts"
import { execTools } from "../src/tools/exec/tools.ts"
import { nativeTools } from "../src/tools/native/tools.ts"

const listed = ({ description, hints, inputSchema, kind, name, title }: ListedTool): ListedTool => ({
  name,
  ...(title === undefined ? {} : { title }),
  kind,
  ...(hints === undefined ? {} : { hints }),
  description,
  inputSchema
})

/** What `tools/list` says of the tools of every mode, and of those of the bridge itself. */
export const preparedTools = () => ({
  admin: adminTools.map(listed),
  agent: agentTools.map(listed),
  native: nativeTools.map(listed),
  cu: cuTools.map(listed),
  chrome: chromeTools.map(listed),
  exec: execTools.map(listed)
})
