import { clickTools } from "./clicks.ts"
import { cursorTools } from "./cursor.ts"
import { keyboardTools } from "./keyboard.ts"
import { mouseTools } from "./mouse.ts"
import { screenTools } from "./screen.ts"
import { scrollTools } from "./scroll.ts"

/** Mode `cu`: the application as a picture, a pointer and a keyboard. */
export const cuTools = [...screenTools, ...cursorTools, ...clickTools, ...mouseTools, ...keyboardTools, ...scrollTools]
