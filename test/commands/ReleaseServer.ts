import * as Effect from "effect/Effect"
import * as crypto from "node:crypto"
import * as http from "node:http"

/** A release on loopback, as GitHub serves one, and what was asked of it. */
export interface ReleaseServer {
  readonly url: string
  readonly files: Map<string, Buffer>
  /** `path` or `path bytes=N-` of each request. */
  readonly asked: Array<string>
  /** How many bytes of an answer go out before the connection is cut; all where undefined. */
  cutAfter: number | undefined
  /** Whether ranges are honoured. */
  ranges: boolean
  /** Puts the checksums of all files of a tag beside them. */
  readonly sum: (tag: string) => void
}

const answer = (server: ReleaseServer, request: http.IncomingMessage, response: http.ServerResponse): void => {
  const { url: path = "" } = request
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")
  server.asked.push(range === null ? path : `${path} ${range[0]}`)
  const file = server.files.get(path)
  if (file === undefined) return void response.writeHead(404).end()
  const start = range === null || !server.ranges ? 0 : Number(range[1])
  if (start >= file.length && start > 0) return void response.writeHead(416).end()
  const headers = { "content-length": String(file.length - start) }
  if (start > 0) {
    response.writeHead(206, { ...headers, "content-range": `bytes ${start}-${file.length - 1}/${file.length}` })
  } else response.writeHead(200, headers)
  const bytes = file.subarray(start)
  if (server.cutAfter === undefined || path.endsWith("SHA256SUMS")) return void response.end(bytes)
  response.write(bytes.subarray(0, server.cutAfter), () => setTimeout(() => response.destroy(), 50))
}

const made = (server: http.Server): ReleaseServer => {
  const address = server.address()
  const files = new Map<string, Buffer>()
  const release: ReleaseServer = {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    files,
    asked: [],
    cutAfter: undefined,
    ranges: true,
    sum: (tag) => {
      const lines = [...files].filter(([path]) => path.startsWith(`/${tag}/`)).map(([path, bytes]) =>
        `${crypto.createHash("sha256").update(bytes).digest("hex")}  ${path.slice(tag.length + 2)}\n`
      )
      files.set(`/${tag}/SHA256SUMS`, Buffer.from(lines.join("")))
    }
  }
  server.on("request", (request, response) => answer(release, request, response))
  return release
}

/** Serves on a free port until the scope ends. */
export const releaseServer = Effect.acquireRelease(
  Effect.callback<http.Server>((resume) => {
    const server = http.createServer()
    server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
  }),
  (server) =>
    Effect.sync(() => {
      server.closeAllConnections()
      server.close()
    })
).pipe(Effect.map(made))
