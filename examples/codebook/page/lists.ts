import { button, find, made } from "./dom.ts"
import { type Code, command, type State } from "./server.ts"

/** Asks a second time before a code and its codings are gone. */
const deletion = (code: Code, count: number): HTMLButtonElement => {
  const element = button({ class: "quiet", "aria-label": `Delete ${code.name}` }, () => {
    if (element.classList.contains("sure")) return void command({ command: "delete_code", code: code.id })
    element.className = "sure"
    element.textContent = count === 0 ? "Delete?" : `Delete, with ${count}?`
    element.removeAttribute("aria-label")
  }, "×")
  return element
}

/** Shows the documents and the codes. */
export const lists = (state: State, current: string | undefined, open: (id: string) => void): void => {
  find("documents", HTMLElement).replaceChildren(
    ...state.documents.map(({ id, name }) => {
      const here: Readonly<Record<string, string>> = id === current ? { "aria-current": "page" } : {}
      return made("li", {}, button(here, () => open(id), name))
    })
  )
  find("codes", HTMLElement).replaceChildren(
    ...state.codes.map((code) => {
      const count = state.codings.filter((coding) => coding.code === code.id).length
      return made(
        "li",
        { "data-color": String(code.color) },
        made("span", { class: "dot" }),
        made("span", { class: "name" }, code.name),
        made("span", { class: "count" }, String(count)),
        deletion(code, count)
      )
    })
  )
}
