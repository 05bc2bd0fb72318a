import * as os from "node:os"

/** Interfaces come and go, and a flood must not make them be read for every datagram. */
const goodFor = 5000

/** Tells whether an IPv4 address is this machine's. `now` is epoch milliseconds. */
export type IsOwn = (address: string, now: number) => boolean

export const makeIsOwn = (): IsOwn => {
  let read = Number.NEGATIVE_INFINITY
  let own = new Set<string>()
  return (address, now) => {
    if (address.startsWith("127.")) return true
    if (now - read >= goodFor) {
      read = now
      own = new Set(Object.values(os.networkInterfaces()).flatMap((each) => each ?? []).map((each) => each.address))
    }
    return own.has(address)
  }
}
