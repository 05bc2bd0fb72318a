import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

const protocol = Schema.Literal("qtPilot-discovery")
const port = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 65_535 }))
const pid = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 0xffff_ffff }))

/** Probe protocol notes §11. */
const Announce = Schema.Struct({
  type: Schema.Literal("announce"),
  protocol,
  pid,
  wsPort: port,
  appName: Schema.String,
  qtVersion: Schema.optionalKey(Schema.String),
  hostname: Schema.optionalKey(Schema.String),
  mode: Schema.optionalKey(Schema.String),
  uptime: Schema.optionalKey(Schema.Finite)
})

const Goodbye = Schema.Struct({ type: Schema.Literal("goodbye"), protocol, pid, wsPort: port })

const Announcement = Schema.Union([Announce, Goodbye])
export type Announcement = typeof Announcement.Type

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Announcement))

/** A real one has some 250 bytes. */
const longest = 2048

/** What a datagram says, or nothing where it is no announcement. */
export const readAnnouncement = (datagram: Buffer): Announcement | undefined =>
  datagram.length > longest ? undefined : Option.getOrUndefined(decode(datagram.toString("utf8")))
