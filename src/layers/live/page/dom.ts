/** An element of the page by its id. */
export const find = <E extends Element>(id: string, type: new() => E): E => {
  const found = document.getElementById(id)
  if (!(found instanceof type)) throw new Error(`the page has no #${id}`)
  return found
}

/** Turns the direction of all that follows: with it one name looks like another. */
const turns = /[\u202A-\u202E\u2066-\u2069]/g

/** A text as it is to be read: what would only reorder it is shown by its number. */
export const plain = (text: string): string =>
  text.replace(turns, (character) => `\\u${character.charCodeAt(0).toString(16)}`)

/** An element with text in it: whatever the text is, it never is markup. */
export const made = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  text = ""
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(name)
  element.className = className
  element.textContent = plain(text)
  return element
}

/** Sets a text where it is another: what is said again is not read out again. */
export const say = (element: HTMLElement, said: string): void => {
  const text = plain(said)
  if (element.textContent !== text) element.textContent = text
  if (element.parentElement?.id === "banner") element.hidden = text === ""
}

/** Lets a button be used or not. It keeps the focus: who is on it is not thrown to the beginning of the page. */
export const allow = (button: HTMLButtonElement, isAllowed: boolean): void => {
  button.setAttribute("aria-disabled", String(!isAllowed))
}

/** Runs when the button is pressed and may be; it may not be again before that has ended. */
export const onPress = (button: HTMLButtonElement, run: () => Promise<void>): void =>
  button.addEventListener("click", () => {
    if (button.ariaDisabled === "true") return
    allow(button, false)
    void run().finally(() => allow(button, true))
  })

export const clock = (time: Date): string => time.toLocaleTimeString([], { hour12: false })

export const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest)} …` : text

export const duration = (ms: number): string => ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
