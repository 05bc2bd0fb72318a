import { clock, cut, duration, find, made } from "./dom.ts"
import { inside, number, text } from "./json.ts"
import type { BusEvent } from "./stream.ts"

const most = 200
const longestArguments = 240
const longestAnswer = 500

interface Row {
  readonly item: HTMLLIElement
  readonly outcome: HTMLElement
}

const shortly = (value: unknown): string => {
  const shown = typeof value === "string" ? value : JSON.stringify(value) ?? ""
  return shown === "{}" ? "" : cut(shown, longestArguments)
}

/** The stream of calls: who called what, how it ended and how long it took. */
export const makeCalls = () => {
  const all = find("calls", HTMLOListElement)
  const none = find("no-calls", HTMLElement)
  let rows = new Map<number, Row>()

  const put = (item: HTMLLIElement): void => {
    none.hidden = true
    all.prepend(item)
    while (all.children.length > most) all.lastElementChild?.remove()
  }

  const begin = ({ actor, at, data }: BusEvent): Row => {
    const item = made("li", "running")
    const head = made("div", "head")
    const time = made("time", "", clock(at))
    time.dateTime = at.toISOString()
    const outcome = made("span", "outcome", "running")
    head.append(time, made("span", "actor", actor), made("span", "name", text(data, "tool")), outcome)
    item.append(head)
    const given = shortly(inside(data, "arguments"))
    if (given !== "") item.append(made("div", "what", given))
    // How long after the event it is on the page, in milliseconds.
    item.dataset["lag"] = String(Date.now() - at.getTime())
    put(item)
    const row: Row = { item, outcome }
    rows.set(number(data, "call") ?? 0, row)
    return row
  }

  const end = (event: BusEvent): void => {
    const { at, data } = event
    const call = number(data, "call") ?? 0
    const { item, outcome } = rows.get(call) ?? begin(event)
    const isGood = inside(data, "ok") === true
    item.className = isGood ? "ok" : "failed"
    outcome.textContent = `${isGood ? "done" : "failed"} in ${duration(number(data, "ms") ?? 0)}`
    item.append(made("div", "text", cut(text(data, "text"), longestAnswer)))
    item.dataset["ended"] = at.toISOString()
    item.dataset["endLag"] = String(Date.now() - at.getTime())
    rows.delete(call)
  }

  return {
    /** Takes an event of the topic `tools`. */
    event: (event: BusEvent): void => {
      const row = rows.get(number(event.data, "call") ?? 0)
      if (event.type === "call_started") begin(event)
      else if (event.type === "call") end(event)
      else if (event.type === "call_held" && row !== undefined) {
        row.item.className = "held"
        row.outcome.textContent = "held: it waits for a person"
      } else if (event.type === "paused" || event.type === "resumed") {
        put(made("li", "missed", `${clock(event.at)} ${event.type} by ${event.actor}`))
        for (const { item, outcome } of event.type === "resumed" ? rows.values() : []) {
          if (item.className !== "held") continue
          item.className = "running"
          outcome.textContent = "running"
        }
      }
    },
    note: (said: string): void => put(made("li", "missed", said)),
    /** What was running is not known any more. */
    forget: (): void => {
      for (const { item, outcome } of rows.values()) {
        item.className = "failed"
        outcome.textContent = "its end was not seen"
      }
      rows = new Map()
    }
  }
}
