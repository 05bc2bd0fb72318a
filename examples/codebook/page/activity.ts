import { called, find, isAgent, made } from "./dom.ts"

/** An event of the codebook, as the bus has it. */
export interface Happened {
  readonly seq: number
  readonly at: number
  readonly type: string
  readonly actor: string
  readonly data: Readonly<Record<string, string | number | undefined>>
}

const most = 200

const told = ({ data, type }: Happened): ReadonlyArray<Node | string> => {
  const name = made("strong", {}, String(data["name"] ?? ""))
  switch (type) {
    case "code_applied":
      return ["coded ", made("q", {}, String(data["quote"])), " as ", name]
    case "coding_removed":
      return ["took ", name, " from a passage"]
    case "code_created":
      return ["added the code ", name]
    case "code_deleted":
      return ["deleted the code ", name]
    case "codes_merged":
      return [`made ${data["from"]} part of `, made("strong", {}, String(data["into"]))]
    case "project_opened":
      return [`opened ${data["file"]}`]
    case "project_closed":
      return ["closed the project"]
    default:
      return [type]
  }
}

/** Adds an event to the list; one that is new is read out. */
export const happened = (event: Happened, isNew: boolean): void => {
  const list = find("events", HTMLElement)
  const at = new Date(event.at)
  const item = made(
    "li",
    { class: isAgent(event.actor) ? "agent" : "person" },
    made("span", { class: "actor" }, called(event.actor)),
    " ",
    ...told(event),
    made("time", { datetime: at.toISOString() }, at.toLocaleTimeString())
  )
  list.append(item)
  while (list.childElementCount > most) list.firstElementChild?.remove()
  if (isNew && isAgent(event.actor)) find("announced", HTMLElement).textContent = item.textContent
}
