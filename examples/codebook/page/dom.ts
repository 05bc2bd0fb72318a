/** An element of the page by its id. */
export const find = <E extends Element>(id: string, type: new() => E): E => {
  const found = document.getElementById(id)
  if (!(found instanceof type)) throw new Error(`the page has no #${id}`)
  return found
}

/** A new element; what is given as a text becomes text, whatever it says. */
export const made = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: ReadonlyArray<Node | string>
): HTMLElementTagNameMap[Name] => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

/** A button that does something. */
export const button = (
  attributes: Readonly<Record<string, string>>,
  act: () => void,
  ...children: ReadonlyArray<Node | string>
): HTMLButtonElement => {
  const element = made("button", { type: "button", ...attributes }, ...children)
  element.addEventListener("click", act)
  return element
}

/** Who acted, as the person reads it. */
export const called = (actor: string): string => actor === "local" ? "you" : actor

/** Is it an agent's doing? */
export const isAgent = (actor: string): boolean => actor !== "local"
