import { describe } from "@effect/vitest"
import type { Open } from "../../harness/mcp/McpClient.ts"
import { calls } from "./calls.ts"
import { discovery } from "./discovery.ts"
import { resources } from "./resources.ts"

/** Everything that holds for a client of every revision. */
export const suites = (name: string, revision: string, open: Open): void => {
  describe(name, () => {
    discovery(open, revision)
    resources(open)
    calls(open)
  })
}
