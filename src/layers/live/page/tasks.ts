import { find, made, onPress, say } from "./dom.ts"
import { type Json, list, number, text } from "./json.ts"
import { ask, reason, Refusal } from "./server.ts"

const most = 20
const pause = 100

interface Row {
  readonly item: HTMLLIElement
  readonly outcome: HTMLElement
  readonly bar: HTMLProgressElement
  readonly message: HTMLElement
  readonly cancel: HTMLButtonElement
}

const isEnded = (status: string): boolean => ["completed", "failed", "stopped"].includes(status)

/** The tasks with their progress; one that runs can be cancelled. `announce` is read out. */
export const makeTasks = (announce: (text: string) => void) => {
  const all = find("tasks", HTMLUListElement)
  const none = find("no-tasks", HTMLElement)
  const rows = new Map<string, Row>()
  const changed = new Set<string>()
  let waiting: number | undefined

  const cancel = async (id: string): Promise<void> => {
    try {
      show(await ask(`/tasks/${encodeURIComponent(id)}`, "DELETE"))
      announce(`${id} is cancelled.`)
    } catch (error) {
      announce(`${id} could not be cancelled: ${reason(error)}`)
    }
  }

  const make = (id: string, goal: string, actor: string): Row => {
    const item = made("li", "")
    item.tabIndex = -1
    const head = made("div", "head")
    const outcome = made("span", "outcome")
    head.append(made("span", "name", goal), made("span", "actor", `${id}, ${actor}`), outcome)
    const bar = made("progress", "")
    bar.max = 1
    bar.setAttribute("aria-label", `Progress of ${id}`)
    const message = made("div", "what")
    const button = made("button", "", "Cancel")
    button.type = "button"
    button.setAttribute("aria-label", `Cancel ${goal}, ${id}`)
    onPress(button, () => cancel(id))
    item.append(head, bar, message, button)
    return { item, outcome, bar, message, cancel: button }
  }

  const show = (task: Json, isNew = true): void => {
    const [id, status] = [text(task, "task_id"), text(task, "status")]
    if (id === "") return
    const known = rows.get(id)
    const row = known ?? make(id, text(task, "goal"), text(task, "actor"))
    if (known === undefined) {
      rows.set(id, row)
      if (isNew) all.prepend(row.item)
      else all.append(row.item)
    }
    const hadFocus = document.activeElement === row.cancel
    row.item.className = isEnded(status) ? status : "running"
    row.outcome.textContent = status === "generating" ? "running" : status
    const progress = number(task, "progress") ?? 0
    // Of one that says nothing, nobody knows how far it is.
    if (progress > 0) row.bar.value = progress
    else row.bar.removeAttribute("value")
    say(row.message, text(task, "error") || text(task, "message"))
    row.bar.hidden = row.cancel.hidden = isEnded(status)
    // Its button is gone: who was on it stays at the task.
    if (hadFocus && row.cancel.hidden) row.item.focus()
    none.hidden = true
  }

  const forget = (id: string): void => {
    rows.get(id)?.item.remove()
    rows.delete(id)
    none.hidden = rows.size > 0
  }

  const read = async (): Promise<void> => {
    const ids = [...changed]
    changed.clear()
    for (const id of ids) {
      try {
        show(await ask(`/tasks/${encodeURIComponent(id)}`))
      } catch (error) {
        if (error instanceof Refusal && error.status === 404) forget(id)
      }
    }
    for (const id of [...rows.keys()].slice(0, Math.max(0, rows.size - most))) forget(id)
  }

  return {
    /** Something became of this task. */
    change: (id: string): void => {
      changed.add(id)
      clearTimeout(waiting)
      waiting = setTimeout(() => void read(), pause)
    },
    /** Reads the whole table. */
    load: async (): Promise<void> => {
      const tasks = list(await ask("/tasks"), "tasks").slice(0, most)
      for (const id of rows.keys()) if (!tasks.some((task) => text(task, "task_id") === id)) forget(id)
      for (const task of tasks) show(task, false)
    }
  }
}
