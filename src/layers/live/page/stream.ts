import { inside, type Json, number, parse, text } from "./json.ts"
import { ask, Refusal } from "./server.ts"

/** An event of the bus. `isOld` where it was before the page was there. */
export interface BusEvent {
  readonly seq: number
  readonly type: string
  readonly topic: string
  readonly actor: string
  readonly at: Date
  readonly data: Json
  readonly isOld: boolean
}

export interface Listener {
  /** What holds now, before the events that follow; `isOther` where the server is not the one from before. */
  readonly opened: (info: Json, isOther: boolean) => void
  readonly event: (event: BusEvent) => void
  readonly missed: (count: number) => void
  /** Nothing is heard any more; it is tried again. `status` is 401 where a login is needed. */
  readonly lost: (status: number) => void
}

/** Events from before the page that it shows, and how it tries again. Times are milliseconds. */
const shownBefore = 300
const firstPause = 500
const longestPause = 8000
const quiet = 15_000

/** Follows the events of the server, and comes back to it by itself. */
export const follow = (listener: Listener): { readonly retry: () => void } => {
  let instance = ""
  let next = 1
  let begins = 1
  let pause = firstPause
  let waiting: number | undefined
  let checking: number | undefined
  let socket: WebSocket | undefined

  const heard = (frame: Json): void => {
    const [seq, type] = [number(frame, "seq"), text(frame, "type")]
    if (seq === undefined) {
      if (type === "DROPPED") listener.missed(number(frame, "data", "count") ?? 0)
      return
    }
    next = seq + 1
    const [topic, actor] = [text(frame, "topic"), text(frame, "actor")]
    const at = new Date(text(frame, "timestamp"))
    listener.event({ seq, type, topic, actor, at, data: inside(frame, "data"), isOld: seq < begins })
  }

  const lost = (status: number): void => {
    clearInterval(checking)
    clearTimeout(waiting)
    socket?.close()
    socket = undefined
    listener.lost(status)
    waiting = setTimeout(open, pause * (0.75 + Math.random() / 2))
    pause = Math.min(longestPause, pause * 2)
  }

  /** A connection that has died without a word is not heard: where it is quiet for long, the server is asked. */
  const watchOver = (own: WebSocket): void => {
    let last = Date.now()
    own.addEventListener("message", () => (last = Date.now()))
    checking = setInterval(() => {
      if (Date.now() - last < quiet) return
      last = Date.now()
      ask("/live").catch(() => own === socket && lost(0))
    }, quiet / 3)
  }

  const connect = (): void => {
    const own = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws?from=${next}`)
    socket = own
    own.addEventListener("message", ({ data }) => heard(parse(String(data))))
    own.addEventListener("close", () => own === socket && lost(0))
    own.addEventListener("open", () => {
      pause = firstPause
      watchOver(own)
    })
  }

  const open = async (): Promise<void> => {
    clearTimeout(waiting)
    try {
      const info = await ask("/live")
      const isOther = text(info, "instance") !== instance
      begins = number(info, "next_event") ?? 1
      if (isOther) next = Math.max(1, begins - shownBefore)
      listener.opened(info, isOther && instance !== "")
      instance = text(info, "instance")
      connect()
    } catch (error) {
      lost(error instanceof Refusal ? error.status : 0)
    }
  }

  void open()
  return {
    retry: () => {
      if (socket !== undefined) return
      pause = firstPause
      void open()
    }
  }
}
