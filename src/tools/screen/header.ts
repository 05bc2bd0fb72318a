import type { Screen } from "./Screen.ts"

const titleOf = (screen: Screen): string =>
  screen.title === ""
    ? `untitled ${screen.root.ref ?? screen.className}`
    : /^[\p{L}\p{N}][^\n"=;]*$/u.test(screen.title)
    ? screen.title
    : JSON.stringify(screen.title)

/** `modal Settings (not active)` */
export const kindOf = (screen: Screen): string =>
  `${screen.isModal ? "modal" : "window"} ${titleOf(screen)}${screen.isActive ? "" : " (not active)"}`

/** `window Demo; focus textbox Name e5` */
export const frontLine = (screen: Screen): string => {
  const { focus } = screen
  const holder = focus === undefined
    ? "no focus"
    : ["focus", focus.role, focus.label || focus.objectName, focus.ref].filter((part) => part).join(" ")
  return `${kindOf(screen)}; ${holder}`
}

/** The windows that are not in front. */
export const behind = ({ others }: Screen): string => others.length === 0 ? "" : `; behind it: ${others.join(", ")}`

/** The same with the windows that are not in front. */
export const headerLine = (screen: Screen): string => `${frontLine(screen)}${behind(screen)}`
