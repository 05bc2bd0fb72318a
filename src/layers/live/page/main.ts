import { makeApplication } from "./application.ts"
import { makeCalls } from "./calls.ts"
import { allow, clock, find, onPress, say } from "./dom.ts"
import { inside, type Json, list, text } from "./json.ts"
import { ask, reason } from "./server.ts"
import { type BusEvent, follow } from "./stream.ts"
import { makeTasks } from "./tasks.ts"

const start = (): void => {
  const pauseButton = find("pause", HTMLButtonElement)
  const connectRow = find("connect-row", HTMLElement)
  const connectButton = find("connect", HTMLButtonElement)
  const announcer = find("announcer", HTMLElement)
  const link = find("link", HTMLElement)
  const staleNotice = find("stale-notice", HTMLElement)
  const announce = (said: string): void => say(announcer, said)
  const application = makeApplication()
  const calls = makeCalls()
  const tasks = makeTasks(announce)
  let isPaused = false
  let acting: ReadonlySet<string> = new Set()

  const showConnection = (connection: Json): void => {
    const [state, said, advice] = [text(connection, "state"), text(connection, "text"), text(connection, "advice")]
    const badge = find("connection", HTMLElement)
    const notice = find("connection-notice", HTMLElement)
    badge.dataset["state"] = notice.dataset["state"] = state
    say(badge, said)
    say(notice, advice === "" ? "" : `${said} ${advice}`)
    find("application", HTMLElement).hidden = state === "none"
    connectRow.hidden = state !== "idle" && state !== "down"
    application.ready(state === "ready", said)
  }

  const showPause = (now: boolean, by: string, since: Date): void => {
    isPaused = now
    document.body.classList.toggle("paused", now)
    pauseButton.textContent = now ? "Resume actions" : "Pause actions"
    const said = `Paused by ${by} at ${clock(since)}. The next action of every agent waits; reading goes on.`
    say(find("pause-notice", HTMLElement), now ? said : "")
  }

  const onTool = ({ at, data, isOld, type }: BusEvent): void => {
    if (isOld) return
    if (type === "paused" || type === "resumed") showPause(type === "paused", text(data, "by"), at)
    if (type === "resumed") announce(`Resumed by ${text(data, "by")}.`)
    if (type === "call" && acting.has(text(data, "tool"))) application.settled()
  }

  const onEvent = (event: BusEvent): void => {
    if (event.topic === "tools") {
      calls.event(event)
      onTool(event)
    } else if (event.topic === "wire" && !event.isOld) application.acted()
    else if (event.topic === "connection" && !event.isOld) showConnection(event.data)
    else if (event.topic.startsWith("task-")) tasks.change(event.topic)
  }

  const loadTools = async (): Promise<void> => {
    const tools = list(await ask("/tools"), "tools")
    acting = new Set(
      tools.filter((tool) => ["act", "launch", "exec"].includes(text(tool, "kind"))).map((tool) => text(tool, "name"))
    )
    connectButton.hidden = !tools.some((tool) => text(tool, "name") === "qtmcp_connect")
  }

  const opened = (info: Json, isOther: boolean): void => {
    document.body.classList.remove("stale")
    if (isOther) {
      calls.forget()
      calls.note("The server was started anew.")
    }
    link.dataset["state"] = "ready"
    say(link, "Live")
    say(staleNotice, "")
    allow(pauseButton, true)
    const paused = inside(info, "pause")
    showPause(inside(paused, "paused") === true, text(paused, "by"), new Date(text(paused, "since")))
    showConnection(inside(info, "connection"))
    void loadTools().catch(() => undefined)
    void tasks.load().catch(() => undefined)
  }

  const lost = (status: number): void => {
    document.body.classList.add("stale")
    allow(pauseButton, false)
    connectRow.hidden = true
    // What comes back is looked at anew.
    application.ready(false, "The server does not answer.")
    link.dataset["state"] = "down"
    const since = link.textContent === "Live" ? `Old since ${clock(new Date())}` : link.textContent ?? ""
    say(link, since === "Loading" ? "No server" : since)
    const why = status === 401
      ? "The login has ended: open a new login link of the server."
      : "The server does not answer. What is shown is old; the page comes back by itself."
    say(staleNotice, why)
  }

  const post = async (path: string, body?: Json): Promise<void> => {
    try {
      const answer = await ask(path, "POST", body)
      if (inside(answer, "isError") === true) {
        announce(list(answer, "content").map((part) => text(part, "text")).join(" "))
      }
    } catch (error) {
      announce(reason(error))
    }
  }

  const stream = follow({
    opened,
    event: onEvent,
    missed: (count) => calls.note(`${count} events were missed here.`),
    lost
  })
  onPress(pauseButton, () => post(`/${isPaused ? "resume" : "pause"}?by=live%20view`))
  onPress(connectButton, () => post("/tools/qtmcp_connect", { arguments: {} }))
  find("refresh", HTMLButtonElement).addEventListener("click", application.refresh)
  addEventListener("online", stream.retry)
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return
    stream.retry()
    application.settled()
  })
}

start()
