import { sdk1 } from "../harness/http/sdk.ts"
import { suites } from "../mcp/suites/all.ts"

suites("the 1.x SDK over HTTP", "2025-11-25", sdk1)
