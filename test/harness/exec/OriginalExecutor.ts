import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type ChildProcess, spawn } from "node:child_process"
import type { IncomingHttpHeaders } from "node:http"
import { createInterface } from "node:readline"
import type { WebSocket, WebSocketServer } from "ws"
import { webSocketServer } from "../webSocketServer.ts"

const decodeRequest = Schema.decodeSync(Schema.fromJsonString(Schema.Struct({
  id: Schema.optionalKey(Schema.Int),
  method: Schema.String,
  params: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown))
})))

export interface OriginalOptions {
  /** Milliseconds between two pings; a client that misses two is dropped. */
  readonly heartbeat?: number
  /** Says nothing when somebody connects. */
  readonly isMute?: boolean
  /** Has no room for anybody. */
  readonly isFull?: boolean
  /** First words of the commands it allows. */
  readonly allowed?: ReadonlyArray<string>
}

/** What the original executor answers and notifies, its faults included: as its source and its frames have it. */
export interface OriginalExecutor {
  readonly url: string
  /** The parameters of what it was asked to execute. */
  readonly asked: () => ReadonlyArray<Readonly<Record<string, unknown>>>
  /** The methods of everything that came. */
  readonly methods: () => ReadonlyArray<string>
  readonly headers: () => IncomingHttpHeaders | undefined
  /** How the connections ended. */
  readonly closes: () => ReadonlyArray<number>
  /** Sends a notification to everybody. */
  readonly notify: (method: string, params: object) => void
  /** Bytes that wait for clients that do not read. */
  readonly waiting: () => number
  /** Cuts every connection. */
  readonly cut: () => void
}

const signals = { PAUSE: "SIGSTOP", RESUME: "SIGCONT", CANCEL: "SIGTERM" } as const
const states = { PAUSE: "paused", RESUME: "resumed", CANCEL: "canceled" } as const

const signal = (child: ChildProcess, name: NodeJS.Signals): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name)
  } catch {
    // It has ended.
  }
}

const serve = (server: WebSocketServer, options: OriginalOptions): OriginalExecutor => {
  const asked: Array<Readonly<Record<string, unknown>>> = []
  const methods: Array<string> = []
  const closes: Array<number> = []
  let headers: IncomingHttpHeaders | undefined

  const session = (socket: WebSocket): void => {
    const send = (message: object) => socket.send(JSON.stringify({ jsonrpc: "2.0", ...message }))
    const notify = (method: string, params: object) => send({ method, params })
    let child: ChildProcess | undefined
    let isCanceled = false
    let lastPong = Date.now()

    if (options.isFull) {
      send({ error: { code: -32_001, message: "Session limit exceeded", data: null } })
      return socket.close(1008, "Session limit exceeded")
    }
    if (!options.isMute) {
      notify("connected", { session_id: "s", version: "1.0.0", capabilities: ["execute", "control", "stream"] })
    }
    const beat = options.heartbeat === undefined ? undefined : setInterval(() => {
      if (Date.now() - lastPong > 2 * (options.heartbeat ?? 0)) socket.close(1011, "Heartbeat timeout")
      else notify("ping", { timestamp: Date.now() / 1000 })
    }, options.heartbeat)

    const execute = (id: number | undefined, params: Readonly<Record<string, unknown>>): void => {
      asked.push(params)
      const { command, timeout } = params
      if (typeof command !== "string" || (timeout !== undefined && !Number.isInteger(timeout))) {
        return send({ id, error: { code: -32_603, message: "1 validation error for ExecuteRequest" } })
      }
      const [first = ""] = command.split(" ", 1)
      if (options.allowed?.includes(first) === false) {
        return send({ id, error: { code: -32_002, message: `Command '${first}' is not allowed` } })
      }
      const own = spawn("/bin/sh", ["-c", command], { detached: true, stdio: ["ignore", "pipe", "pipe"] })
      child = own
      send({ id, result: { status: "started", pid: own.pid, pgid: own.pid } })
      notify("process.started", { status: "started", pid: own.pid, pgid: own.pid, exit_code: null, error: null })
      for (const type of ["stdout", "stderr"] as const) {
        createInterface({ input: own[type] }).on("line", (line) => {
          if (isCanceled) return
          notify("process.output", {
            type,
            data: `${line}\n`,
            truncated: line.endsWith("..."),
            chunk_index: null,
            total_chunks: null
          })
        })
      }
      own.on("close", (code, name) => {
        // Its fault: of what was cancelled nothing more is told.
        if (isCanceled) return
        const exit_code = code ?? (name === "SIGKILL" ? -9 : -15)
        const status = exit_code === 0 ? "completed" : "failed"
        notify("process.completed", {
          status,
          pid: own.pid,
          pgid: own.pid,
          exit_code,
          error: null,
          execution_time: 0.1
        })
      })
    }

    const control = (id: number | undefined, type: keyof typeof signals): void => {
      if (child === undefined) {
        return send({ id, error: { code: -32_003, message: "No process is running" } })
      }
      signal(child, signals[type])
      send({ id, result: { status: states[type] } })
      notify(`process.${states[type]}`, { status: states[type], pid: child.pid, pgid: child.pid })
      if (type === "CANCEL") isCanceled = true
    }

    socket.on("message", (data) => {
      const { id, method, params = {} } = decodeRequest(String(data))
      methods.push(method)
      if (method === "pong") lastPong = Date.now()
      else if (method === "execute") execute(id, params)
      else if (
        method === "control" &&
        (params["type"] === "PAUSE" || params["type"] === "RESUME" || params["type"] === "CANCEL")
      ) {
        control(id, params["type"])
      } else send({ id, error: { code: -32_601, message: `Unknown method: ${method}` } })
    })
    socket.on("close", (code) => {
      closes.push(code)
      clearInterval(beat)
      if (child !== undefined) signal(child, "SIGKILL")
    })
  }

  server.on("connection", (socket, request) => {
    headers = request.headers
    session(socket)
  })
  const address = server.address()
  return {
    url: `ws://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/any/path`,
    asked: () => asked,
    methods: () => methods,
    headers: () => headers,
    closes: () => closes,
    notify: (method, params) => {
      for (const socket of server.clients) socket.send(JSON.stringify({ jsonrpc: "2.0", method, params }))
    },
    waiting: () => [...server.clients].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0),
    cut: () => {
      for (const socket of server.clients) socket.terminate()
    }
  }
}

/** Listens on a free port until the scope ends. */
export const original = (options: OriginalOptions = {}) =>
  Effect.map(webSocketServer, (server) => serve(server, options))
