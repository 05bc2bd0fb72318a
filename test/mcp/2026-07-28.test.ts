import { sdk2 } from "../harness/mcp/Sdk2Client.ts"
import { suites } from "./suites/all.ts"

suites("MCP 2026-07-28", "2026-07-28", sdk2("2026-07-28"))
