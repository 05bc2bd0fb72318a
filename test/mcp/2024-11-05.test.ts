import { sdk2 } from "../harness/mcp/Sdk2Client.ts"
import { suites } from "./suites/all.ts"

suites("MCP 2024-11-05", "2024-11-05", sdk2("2024-11-05"))
