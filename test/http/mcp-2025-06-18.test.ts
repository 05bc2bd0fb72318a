import { sdk2 } from "../harness/http/sdk.ts"
import { suites } from "../mcp/suites/all.ts"

suites("MCP 2025-06-18 over HTTP", "2025-06-18", sdk2("2025-06-18"))
