import { sdk1 } from "../harness/mcp/Sdk1Client.ts"
import { suites } from "./suites/all.ts"

suites("a host on the 1.x SDK", "2025-11-25", sdk1)
