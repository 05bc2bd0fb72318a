import { sdk2 } from "../harness/http/sdk.ts"
import { suites } from "../mcp/suites/all.ts"

suites("MCP 2026-07-28 over HTTP", "2026-07-28", sdk2("2026-07-28"))
