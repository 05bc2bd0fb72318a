import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as fs from "node:fs"
import { DownloadFailed } from "./DownloadFailed.ts"

/** No archive of the project comes near; what is larger is something else. */
const mostBytes = 512 * 1024 * 1024

/** A server that sends nothing for so long has gone. */
const silence = "30 seconds"

/** Bytes so far, and of how many where the server tells. */
export type Progress = (done: number, total: number | undefined) => Effect.Effect<void>

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message
}

const unreachable = (url: string) => (error: unknown) =>
  new DownloadFailed({
    reason: `${url} could not be read: ${
      causeOf(error)
    }. Check the network (behind a proxy set NODE_USE_ENV_PROXY=1), or name a mirror with --base-url, and run this again: it goes on where it stopped`
  })

const request = Effect.fnUntraced(function*(url: string, headers: Readonly<Record<string, string>>) {
  return yield* Effect.tryPromise({
    // Without this a server may pack the bytes, and then places in them mean nothing.
    try: (signal) => fetch(url, { signal, headers: { ...headers, "accept-encoding": "identity" } }),
    catch: unreachable(url)
  })
})

const bytesOf = (url: string, response: Response): Stream.Stream<Uint8Array, DownloadFailed> => {
  const { body } = response
  if (body === null) return Stream.empty
  return Stream.fromReadableStream({ evaluate: () => body, onError: unreachable(url) }).pipe(
    Stream.timeoutOrElse({
      duration: silence,
      orElse: () => Stream.fail(unreachable(url)(`nothing came for ${silence}`))
    })
  )
}

const refused = (url: string, { status, statusText }: Response) =>
  new DownloadFailed({ reason: `${url} is answered with ${status}${statusText === "" ? "" : ` ${statusText}`}` })

/** A small text; undefined where there is none (404). */
export const fetchText = Effect.fn("download.fetchText")(function*(url: string) {
  const response = yield* request(url, {})
  if (response.status === 404) return undefined
  if (!response.ok) return yield* refused(url, response)
  const chunks: Array<Uint8Array> = []
  let size = 0
  yield* Stream.runForEach(bytesOf(url, response), (chunk) => {
    size += chunk.length
    chunks.push(chunk)
    return size > 1_000_000
      ? Effect.fail(new DownloadFailed({ reason: `${url} is no list of checksums` }))
      : Effect.void
  })
  return Buffer.concat(chunks).toString("utf8")
})

const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Where the answer begins in the file: the whole file is sent by servers that know no ranges. */
const startOf = (response: Response, asked: number): number =>
  response.status === 206 && response.headers.get("content-range")?.startsWith(`bytes ${asked}-`) === true ? asked : 0

const save = (
  file: string,
  flags: "a" | "w",
  chunks: Stream.Stream<Uint8Array, DownloadFailed>,
  done: Progress,
  total: number | undefined,
  start: number
) =>
  Effect.acquireUseRelease(
    Effect.sync(() => fs.openSync(file, flags)),
    (handle) => {
      let size = start
      return Stream.runForEach(chunks, (chunk) => {
        size += chunk.length
        if (size > mostBytes) {
          return Effect.fail(new DownloadFailed({ reason: `${file} grows beyond ${mostBytes} bytes` }))
        }
        fs.writeSync(handle, chunk)
        return done(size, total)
      })
    },
    (handle) => Effect.sync(() => fs.closeSync(handle))
  )

/**
 * Fetches a file, going on behind the bytes that `file` has already. `fresh` forgets them. Gives whether it went on.
 */
export const fetchFile = Effect.fn("download.fetchFile")(function*(
  url: string,
  file: string,
  options: { readonly fresh: boolean; readonly progress: Progress }
) {
  const have = options.fresh ? 0 : sizeOf(file)
  const response = yield* request(url, have === 0 ? {} : { range: `bytes=${have}-` })
  // All of it was there already.
  if (response.status === 416 && have > 0) return true
  if (response.status === 404) {
    return yield* new DownloadFailed({
      reason: `${url} does not exist: this release has no such archive. Try another --release or --qt-version`
    })
  }
  if (!response.ok) return yield* refused(url, response)
  const start = startOf(response, have)
  const length = Number(response.headers.get("content-length") ?? Number.NaN)
  const total = Number.isSafeInteger(length) ? start + length : undefined
  if (total !== undefined && total > mostBytes) {
    return yield* new DownloadFailed({ reason: `${url} has ${total} bytes; no archive of the project is so large` })
  }
  if (response.status === 206 && start !== have) return yield* refused(url, response)
  yield* save(file, start > 0 ? "a" : "w", bytesOf(url, response), options.progress, total, start)
  return start > 0
})
