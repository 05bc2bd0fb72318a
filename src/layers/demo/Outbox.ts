import type { Link } from "./DemoSocket.ts"
import { type Faults, garbageFrames } from "./Faults.ts"

const capacity = 10_000
const bigAnswer = 32 * 1024

/** What goes to the client: answers with their faults, notifications in a bounded queue that drops the oldest. */
export interface Outbox {
  active: Link | undefined
  readonly deaf: Set<Link>
  readonly notify: (text: string) => void
  /** Sends the waiting notifications, unless the link is deaf. */
  readonly flush: () => void
  readonly answer: (link: Link, text: string) => void
  readonly clear: () => void
}

export const makeOutbox = (faults: () => Faults): Outbox => {
  let waiting: Array<string> = []
  const flush = (): void => {
    const { active, deaf } = outbox
    if (active === undefined || deaf.has(active) || faults().silent === true) return
    const pending = waiting
    waiting = []
    for (const text of pending) active.send(text)
  }
  const answer = (link: Link, text: string): void => {
    const { garbage, holdSecondSegment } = faults()
    if (garbage === true) {
      for (const frame of garbageFrames) link.send(frame)
      link.sendBinary(new Uint8Array([1, 2, 3]))
    }
    if (holdSecondSegment === true && text.length > bigAnswer) link.sendSplit(text)
    else link.send(text)
    if (garbage === true) link.send(text)
  }
  const outbox: Outbox = {
    active: undefined,
    deaf: new Set(),
    flush,
    answer,
    notify: (text) => {
      if (outbox.active === undefined) return
      waiting.push(text)
      if (waiting.length > capacity) waiting.shift()
    },
    clear: () => {
      waiting = []
    }
  }
  return outbox
}
