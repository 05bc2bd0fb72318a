import { actingTools } from "./acting.ts"
import { consoleTools } from "./console.ts"
import { findTools } from "./find.ts"
import { readingTools } from "./reading.ts"
import { windowTools } from "./windows.ts"

/** Mode `chrome`: the application as a page of elements. */
export const chromeTools = [...readingTools, ...findTools, ...actingTools, ...windowTools, ...consoleTools]
