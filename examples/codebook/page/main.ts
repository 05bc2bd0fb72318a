import { type Happened, happened } from "./activity.ts"
import { choose, leave } from "./coder.ts"
import { find, made } from "./dom.ts"
import { lists } from "./lists.ts"
import { ask, command, type State } from "./server.ts"
import { rows, selected } from "./text.ts"

const reading = find("text", HTMLElement)
const connection = find("connection", HTMLElement)

let state: State = { project: null, documents: [], codes: [], codings: [], next: 1 }
let current: string | undefined
let seen: ReadonlySet<string> | undefined

const interview = () => state.documents.find(({ id }) => id === current) ?? state.documents[0]

const show = (): void => {
  const document = interview()
  current = document?.id
  find("project", HTMLElement).textContent = state.project === null
    ? "No project is open"
    : state.project.split(/[\\/]/).at(-1) ?? ""
  find("close", HTMLButtonElement).hidden = state.project === null
  find("title", HTMLElement).textContent = document?.name ?? "Nothing to read"
  find("hint", HTMLElement).hidden = document === undefined
  lists(state, current, (id) => {
    current = id
    leave()
    show()
  })
  const known = seen
  const fresh = new Set(state.codings.map(({ id }) => id).filter((id) => known !== undefined && !known.has(id)))
  seen = new Set(state.codings.map(({ id }) => id))
  if (document === undefined) {
    reading.replaceChildren(
      made("p", {}, "Open a project file above: one that is not there yet is made, with two interviews.")
    )
    return
  }
  const codes = new Map(state.codes.map((code) => [code.id, code]))
  const codings = state.codings.filter((coding) => coding.document === document.id)
  reading.replaceChildren(
    ...rows({ document, codes, codings, fresh, choose: (chosen) => choose(state, document, chosen, true) })
  )
}

let asking: Promise<void> | undefined
let again = false

/** Shows what holds now; once for all that came while it was asked. */
const refresh = async (): Promise<void> => {
  if (asking !== undefined) {
    again = true
    return asking
  }
  const one = async () => {
    do {
      again = false
      state = await ask()
      show()
    } while (again)
  }
  asking = one().catch(() => undefined).finally(() => {
    asking = undefined
  })
  return asking
}

const listen = (): void => {
  const events = new EventSource("/codebook/events")
  events.addEventListener("open", () => {
    connection.textContent = ""
    delete connection.dataset["lost"]
    void refresh()
  })
  events.addEventListener("error", () => {
    connection.textContent = "Not connected: what you see may be old. Trying again…"
    connection.dataset["lost"] = ""
  })
  events.addEventListener("message", ({ data }) => {
    const event: Happened = JSON.parse(data)
    const isNew = event.seq >= state.next
    happened(event, isNew)
    if (isNew) void refresh()
  })
}

document.addEventListener("mouseup", ({ target }) => {
  // What is chosen stays while a code is chosen for it.
  if (target instanceof Node && find("coder", HTMLElement).contains(target)) return
  const document = interview()
  const chosen = document === undefined ? undefined : selected(document.text)
  if (document !== undefined && chosen !== undefined) choose(state, document, chosen, false)
})

const submitted = (form: string, field: string, act: (value: string) => Promise<boolean>): void => {
  find(form, HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault()
    const input = find(field, HTMLInputElement)
    if (await act(input.value)) input.value = ""
  })
}

submitted("open", "file", (file) => command({ command: "open", file }))
submitted("create", "name", (name) => command({ command: "create_code", name }))
find("close", HTMLButtonElement).addEventListener("click", () => void command({ command: "close" }))

await refresh()
listen()
