import { find } from "./dom.ts"

export interface Code {
  readonly id: string
  readonly name: string
  readonly color: number
}

export interface Coding {
  readonly id: string
  readonly document: string
  readonly code: string
  readonly from: number
  readonly to: number
  readonly actor: string
}

export interface Interview {
  readonly id: string
  readonly name: string
  readonly text: string
}

/** All there is to show, as `/codebook/state` tells it. */
export interface State {
  readonly project: string | null
  readonly documents: ReadonlyArray<Interview>
  readonly codes: ReadonlyArray<Code>
  readonly codings: ReadonlyArray<Coding>
  readonly next: number
}

export const ask = async (): Promise<State> => (await fetch("/codebook/state")).json()

let hiding = 0

/** Says for a while what could not be done. */
export const complain = (text: string): void => {
  const message = find("message", HTMLElement)
  message.textContent = text
  message.hidden = false
  clearTimeout(hiding)
  hiding = setTimeout(() => {
    message.hidden = true
  }, 8000)
}

/** Does what the person wants, by the command the agents' tools use too. What it changes comes as an event. */
export const command = async (wanted: Readonly<Record<string, string | number>>): Promise<boolean> => {
  try {
    const response = await fetch("/codebook/commands", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(wanted)
    })
    if (response.ok) return true
    const { message }: { readonly message: string } = await response.json()
    complain(message)
  } catch {
    complain("The codebook does not answer. Is it still running?")
  }
  return false
}
