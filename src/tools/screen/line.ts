import type { Element } from "./Screen.ts"

/** Text as it stands, in quotes only where it would be taken for something else. */
export const shownText = (text: string): string => /^[\p{L}\p{N}][^\n"=]*$/u.test(text) ? text : JSON.stringify(text)

/** A text of the application, in quotes where it could be taken for a line of the outline: roles are in lower case. */
const textLine = (text: string): string =>
  /^[^\p{Ll}"(…]/u.test(text) && !/["=]|\se\d+$/u.test(text) ? text.replaceAll("\n", "⏎") : JSON.stringify(text)

const longestValue = 400

/** A value in one line of bearable length; `ui_read` gives the whole. */
export const shortValue = (value: string, longest = longestValue): string =>
  value.length <= longest ? value : `${value.slice(0, longest)}… (${value.length} characters, ui_read)`

const noise = new Set(["focused", "focusable", "editable", "multiline", "pressed", "modal", "not expanded"])

const stateWords = (element: Element): string => {
  const words = [...element.states].filter((state) => !noise.has(state) && state !== "checked")
    .filter((state) => !(state === "readonly" && ["text", "status", "document", "img"].includes(element.role)))
  return words.length === 0 ? "" : `(${words.join(", ")})`
}

const isToggle = (element: Element): boolean =>
  element.role === "checkbox" || element.role === "radio" || element.states.has("checked")

/** `textbox Email = "ada@x.org" (readonly) e5` */
export const elementLine = (element: Element): string =>
  [
    element.role === "text" ? "" : element.role,
    element.label === "" ? "" : element.role === "text" ? textLine(element.label) : shownText(element.label),
    element.value !== undefined
      ? `= ${shortValue(element.value)}`
      : isToggle(element)
      ? `= ${element.states.has("checked") ? "on" : "off"}`
      : "",
    stateWords(element),
    element.role === "text" ? "" : element.ref ?? ""
  ].filter((part) => part !== "").join(" ")
