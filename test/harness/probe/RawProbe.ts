import * as Effect from "effect/Effect"
import * as crypto from "node:crypto"
import * as net from "node:net"

const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

const acceptance = (head: string): string => {
  const key = /^sec-websocket-key: *(\S+)/im.exec(head)?.[1] ?? ""
  return crypto.createHash("sha1").update(key + guid).digest("base64")
}

/** A frame of the client. */
export interface ClientFrame {
  readonly opcode: number
  readonly payload: Buffer
}

/** The frames of what a client sent; it masks them all, and sends none over 64 KiB here. */
const readFrames = (bytes: Buffer): { readonly frames: ReadonlyArray<ClientFrame>; readonly rest: Buffer } => {
  const frames: Array<ClientFrame> = []
  let rest = bytes
  for (;;) {
    const short = (rest[1] ?? 0) & 0x7f
    const head = short === 126 ? 8 : 6
    if (rest.length < head) return { frames, rest }
    const length = short === 126 ? rest.readUInt16BE(2) : short
    if (rest.length < head + length) return { frames, rest }
    const mask = rest.subarray(head - 4, head)
    const payload = Buffer.from(rest.subarray(head, head + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)))
    frames.push({ opcode: (rest[0] ?? 0) & 0x0f, payload })
    rest = rest.subarray(head + length)
  }
}

/** An unmasked frame of a server, its header and its payload apart. */
export const frame = (payload: Buffer, opcode = 1, last = true): readonly [Buffer, Buffer] => {
  const first = (last ? 0x80 : 0) | opcode
  if (payload.length < 126) return [Buffer.from([first, payload.length]), payload]
  if (payload.length < 65_536) return [Buffer.from([first, 126, payload.length >> 8, payload.length & 0xff]), payload]
  const header = Buffer.alloc(10)
  header.set([first, 127])
  header.writeBigUInt64BE(BigInt(payload.length), 2)
  return [header, payload]
}

export interface RawOptions {
  /** A frame of the client arrived. */
  readonly onFrame: (socket: net.Socket, received: ClientFrame) => void
  /** The first line of the answer to the handshake. */
  readonly status?: string
}

/** A TCP server that shakes hands as a WebSocket server and leaves every byte after that to the test. */
export const listenRaw = ({ onFrame, status = "101 Switching Protocols" }: RawOptions) =>
  Effect.acquireRelease(
    Effect.callback<{ readonly url: string; readonly sockets: Array<net.Socket>; readonly server: net.Server }>(
      (resume) => {
        const sockets: Array<net.Socket> = []
        const server = net.createServer((socket) => {
          sockets.push(socket)
          socket.setNoDelay(true)
          socket.on("error", () => socket.destroy())
          let rest = Buffer.alloc(0)
          let shaken = false
          socket.on("data", (chunk) => {
            rest = Buffer.concat([rest, chunk])
            if (!shaken) {
              const end = rest.indexOf("\r\n\r\n")
              if (end < 0) return
              const accept = acceptance(rest.subarray(0, end).toString())
              rest = rest.subarray(end + 4)
              shaken = true
              socket.write(
                `HTTP/1.1 ${status}\r\nServer: qtPilot\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`
              )
            }
            const read = readFrames(rest)
            rest = Buffer.from(read.rest)
            for (const received of read.frames) onFrame(socket, received)
          })
        })
        server.listen(0, "127.0.0.1", () => {
          const address = server.address()
          const port = typeof address === "object" && address !== null ? address.port : 0
          resume(Effect.succeed({ url: `ws://127.0.0.1:${port}`, sockets, server }))
        })
      }
    ),
    ({ server, sockets }) =>
      Effect.sync(() => {
        for (const socket of sockets) socket.destroy()
        server.close()
      })
  )
