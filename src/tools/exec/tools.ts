import { claudeTool } from "./claude/tool.ts"
import { commandTools } from "./commands.ts"
import { controlTools } from "./control.ts"

/** The tools of mode `exec`. */
export const execTools = [...commandTools, claudeTool, ...controlTools]
