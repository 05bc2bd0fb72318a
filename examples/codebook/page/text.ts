import { button, called, isAgent, made } from "./dom.ts"
import { type Code, type Coding, command, type Interview } from "./server.ts"

/** A passage the person has chosen, in characters of the document. */
export interface Chosen {
  readonly from: number
  readonly to: number
}

interface Shown {
  readonly document: Interview
  readonly codes: ReadonlyMap<string, Code>
  readonly codings: ReadonlyArray<Coding>
  /** Codings that were not there before. */
  readonly fresh: ReadonlySet<string>
  readonly choose: (chosen: Chosen) => void
}

const colorOf = (code: Code | undefined): string => String(code?.color ?? 0)

/** The text between two neighbouring ends of codings; it knows where it begins. */
const run = (
  text: string,
  from: number,
  over: ReadonlyArray<Coding>,
  codes: ReadonlyMap<string, Code>
): HTMLElement => {
  const place = { "data-from": String(from) }
  const last = over.at(-1)
  if (last === undefined) return made("span", place, text)
  const names = over.map(({ actor, code }) => `${codes.get(code)?.name} (${called(actor)})`).join(", ")
  const kind = over.length > 1 ? { class: "several" } : {}
  return made("mark", { ...place, ...kind, "data-color": colorOf(codes.get(last.code)), title: names }, text)
}

const chip = ({ codes, fresh }: Shown, coding: Coding): HTMLElement => {
  const code = codes.get(coding.code)
  const kind = `chip${isAgent(coding.actor) ? " agent" : ""}${fresh.has(coding.id) ? " new" : ""}`
  const name = code?.name ?? "?"
  const remove = () => void command({ command: "remove_coding", coding: coding.id })
  return made(
    "div",
    { class: kind, "data-color": colorOf(code), "data-coding": coding.id },
    made("span", { class: "name" }, name),
    " ",
    made("span", { class: "actor" }, called(coding.actor)),
    button({ class: "quiet", "aria-label": `Remove ${name} here` }, remove, "×")
  )
}

/** A paragraph with its highlights, and beside it the codings that begin in it. */
const row = (shown: Shown, text: string, from: number): HTMLElement => {
  const to = from + text.length
  const here = shown.codings.filter((coding) => coding.from < to && coding.to > from)
  const ends = new Set([from, to])
  for (const coding of here) {
    ends.add(Math.max(from, coding.from)).add(Math.min(to, coding.to))
  }
  const places = [...ends].sort((a, b) => a - b)
  const runs = places.slice(0, -1).map((begin, index) => {
    const end = places[index + 1] ?? to
    const over = here.filter((coding) => coding.from <= begin && coding.to >= end)
    return run(text.slice(begin - from, end - from), begin, over, shown.codes)
  })
  const paragraph = made("p", { tabindex: "0" }, ...runs)
  paragraph.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    // The same key would press the button that has the focus then.
    event.preventDefault()
    shown.choose({ from, to })
  })
  const begun = here.filter((coding) => coding.from >= from)
  return made("div", { class: "row" }, paragraph, made("div", {}, ...begun.map((coding) => chip(shown, coding))))
}

/** The document as rows of paragraphs. */
export const rows = (shown: Shown): ReadonlyArray<HTMLElement> => {
  const { text } = shown.document
  const found: Array<HTMLElement> = []
  for (const { 0: paragraph, index } of text.matchAll(/[^\n]+/g)) found.push(row(shown, paragraph, index))
  return found
}

const placeOf = (node: Node, offset: number): number | undefined => {
  const element = node instanceof Element ? node : node.parentElement
  const from = element?.closest("[data-from]")?.getAttribute("data-from")
  return from === null || from === undefined ? undefined : Number(from) + (node instanceof Element ? 0 : offset)
}

/** What is selected of the text, without the spaces around it. */
export const selected = (text: string): Chosen | undefined => {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  const from = placeOf(range.startContainer, range.startOffset)
  const to = placeOf(range.endContainer, range.endOffset)
  if (from === undefined || to === undefined) return undefined
  const quote = text.slice(from, to)
  const begin = from + quote.length - quote.trimStart().length
  const end = begin + quote.trim().length
  return end > begin ? { from: begin, to: end } : undefined
}
