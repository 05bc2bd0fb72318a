/** Where in a WebSocket message the stream is. */
export interface MessageBoundary {
  readonly feed: (chunk: Uint8Array) => void
  /** Bytes announced so far by a data message of which some are still to come; 0 between messages. */
  readonly unfinished: () => number
  /** How many data messages have begun. */
  readonly begun: () => number
}

const lengthBytes = (seven: number): number => seven === 126 ? 2 : seven === 127 ? 8 : 0

/** The length of a frame's payload, from its header. */
const payloadLength = (header: ReadonlyArray<number>, seven: number): number =>
  seven < 126 ? seven : header.slice(2, 2 + lengthBytes(seven)).reduce((length, byte) => length * 256 + byte, 0)

/**
 * Follows the frames of one direction of a WebSocket (RFC 6455 §5.2) by their headers alone: a frame's length is known
 * as soon as its header is there, be the payload held back or not.
 */
export const makeMessageBoundary = (): MessageBoundary => {
  let header: Array<number> = []
  let left = 0
  let announced = 0
  let begun = 0
  let last = true
  let control = false

  const begin = (first: number, second: number): void => {
    const length = payloadLength(header, second & 0x7f)
    header = []
    control = (first & 0x08) !== 0
    left = length
    if (!control) {
      if (last) begun += 1
      announced += length
      last = (first & 0x80) !== 0
    }
  }

  const settle = (): void => {
    if (left === 0 && !control && last) announced = 0
  }

  return {
    feed: (chunk) => {
      let at = 0
      while (at < chunk.length) {
        if (left > 0) {
          const taken = Math.min(left, chunk.length - at)
          left -= taken
          at += taken
        } else {
          header.push(chunk[at] ?? 0)
          at += 1
          const [first = 0, second = 0] = header
          const mask = (second & 0x80) === 0 ? 0 : 4
          if (header.length < 2 || header.length < 2 + lengthBytes(second & 0x7f) + mask) continue
          begin(first, second)
        }
        settle()
      }
    },
    unfinished: () => announced,
    begun: () => begun
  }
}
