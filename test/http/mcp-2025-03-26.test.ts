import { sdk2 } from "../harness/http/sdk.ts"
import { suites } from "../mcp/suites/all.ts"

suites("MCP 2025-03-26 over HTTP", "2025-03-26", sdk2("2025-03-26"))
