import { sdk2 } from "../harness/mcp/Sdk2Client.ts"
import { suites } from "./suites/all.ts"

suites("MCP 2025-03-26", "2025-03-26", sdk2("2025-03-26"))
