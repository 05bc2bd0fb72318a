import { button, find, made } from "./dom.ts"
import { command, type Interview, type State } from "./server.ts"
import type { Chosen } from "./text.ts"

const box = find("coder", HTMLElement)

let before: Element | null = null

/** Leaves the choice, and goes back to where the person was. */
export const leave = (): void => {
  if (box.hidden) return
  box.hidden = true
  document.getSelection()?.removeAllRanges()
  if (before instanceof HTMLElement) before.focus()
}

find("cancel", HTMLButtonElement).addEventListener("click", leave)
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") leave()
})

/** Lets the person choose a code for a passage. */
export const choose = (state: State, document: Interview, { from, to }: Chosen, byKey: boolean): void => {
  before = window.document.activeElement
  find("chosen", HTMLElement).textContent = `“${document.text.slice(from, to)}”`
  const choices = state.codes.map((code) =>
    button(
      { "data-color": String(code.color) },
      () => {
        leave()
        void command({ command: "apply_code", document: document.id, code: code.id, from, to })
      },
      made("span", { class: "dot" }),
      code.name
    )
  )
  const none = made("span", {}, "There are no codes yet. Add one at the left.")
  find("choices", HTMLElement).replaceChildren(...(choices.length === 0 ? [none] : choices))
  box.hidden = false
  if (byKey) choices[0]?.focus()
}
