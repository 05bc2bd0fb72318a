import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FastCheck from "fast-check"
import { readAnnouncement } from "../../../src/layers/discovery/Announcement.ts"
import { makeBook } from "../../../src/layers/discovery/book.ts"
import { printable } from "../../../src/layers/discovery/printable.ts"
import { announcement, announcer, goodbye, listening } from "./announcing.ts"

const garbage: Readonly<Record<string, object | string | Buffer>> = {
  "nothing": "",
  "no JSON": "announce",
  "JSON that is cut": JSON.stringify(announcement()).slice(0, -1),
  "a list": [announcement()],
  "null": "null",
  "bytes that are no text": Buffer.from([0xff, 0xfe, 0x00, 0x80]),
  "another protocol": announcement({ protocol: "other" }),
  "another type": announcement({ type: "hello" }),
  "no name": announcement({ appName: undefined }),
  "a name that is no text": announcement({ appName: { toString: "x" } }),
  "a pid that is text": announcement({ pid: "4711" }),
  "a pid of 0": announcement({ pid: 0 }),
  "a negative pid": announcement({ pid: -1 }),
  "a broken pid": announcement({ pid: 1.5 }),
  "a huge pid": announcement({ pid: 2 ** 33 }),
  "port 0": announcement({ wsPort: 0 }),
  "a port that is none": announcement({ wsPort: 65_536 }),
  "a port with a host in it": announcement({ wsPort: "1@evil:80" }),
  "an endless uptime": JSON.stringify(announcement()).replace("5.178", "1e999"),
  "a datagram that is huge": announcement({ padding: "x".repeat(60_000) }),
  "a name that is huge": announcement({ appName: "x".repeat(3000) })
}

describe("what strangers send", () => {
  it.live("what is no announcement is dropped, and the listening goes on", () =>
    Effect.gen(function*() {
      const discovery = yield* listening()
      const say = yield* announcer(discovery.port)
      for (const datagram of Object.values(garbage)) yield* say(datagram)
      yield* say(announcement({ pid: 1 }))
      yield* discovery.heard(1)
      assert.deepStrictEqual((yield* discovery.probes).map(({ pid }) => pid), [1])
    }))

  for (const [what, datagram] of Object.entries(garbage)) {
    it(`${what} is no announcement`, () => {
      const bytes = typeof datagram === "string" || Buffer.isBuffer(datagram) ? datagram : JSON.stringify(datagram)
      assert.isUndefined(readAnnouncement(Buffer.from(bytes)))
    })
  }

  it.live("names are cut, and hide nothing", () =>
    Effect.gen(function*() {
      const discovery = yield* listening()
      const say = yield* announcer(discovery.port)
      yield* say(announcement({
        appName: "App\nstate: ready\u001b[2J\u202egnp.exe\u200b",
        hostname: "h".repeat(500),
        mode: "\0",
        qtVersion: ""
      }))
      const probe = yield* discovery.heard(4711)
      assert.strictEqual(probe.appName, "App\\u{a}state: ready\\u{1b}[2J\\u{202e}gnp.exe\\u{200b}")
      assert.strictEqual(probe.hostname, `${"h".repeat(59)}…`)
      assert.strictEqual(probe.mode, "\\u{0}")
      assert.notProperty(probe, "qtVersion")
    }))

  it("any text becomes one short line without hidden characters", () => {
    FastCheck.assert(FastCheck.property(FastCheck.string({ unit: "binary", maxLength: 200 }), (text) => {
      const shown = printable(text, 60)
      assert.isAtMost([...shown].length, 60)
      assert.notMatch(shown, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    }))
    assert.strictEqual(printable("Zeichnung – 図面 1", 60), "Zeichnung – 図面 1")
  })
})

describe("a flood", () => {
  it.live("of one machine takes its own room, and who was there stays", () =>
    Effect.gen(function*() {
      const discovery = yield* listening({ discoverLan: true }, (address) => address === "127.0.0.9")
      yield* (yield* announcer(discovery.port))(announcement())
      yield* discovery.heard(4711)
      const flood = yield* announcer(discovery.port, "127.0.0.9")
      for (let pid = 1; pid <= 500; pid += 1) yield* flood(announcement({ pid }))
      // As a real one it says so again: the system drops datagrams in a flood.
      const again = Effect.delay((yield* announcer(discovery.port))(announcement({ pid: 4712 })), "5 millis")
      yield* Effect.raceFirst(discovery.heard(4712), Effect.forever(again))
      const probes = yield* discovery.probes
      assert.strictEqual(probes.filter(({ url }) => url.startsWith("ws://127.0.0.9:")).length, 16)
      assert.includeMembers(probes.map(({ pid }) => pid), [4711, 4712])
    }))

  it("of many machines is bounded, and ends when they are silent", () => {
    const book = makeBook()
    const said = readAnnouncement(Buffer.from(JSON.stringify(announcement())))
    if (said === undefined) return assert.fail("no announcement")
    for (let host = 0; host < 1000; host += 1) book.hear(said, `10.0.${host >> 8}.${host & 255}`, 0)
    assert.strictEqual(book.probes(0).length, 64)
    book.hear(said, "localhost", 15_000)
    assert.deepStrictEqual(book.probes(15_000).map(({ url }) => url), ["ws://localhost:9502"])
  })
})

describe("the book", () => {
  const said = readAnnouncement(Buffer.from(JSON.stringify(announcement())))
  const bye = readAnnouncement(Buffer.from(JSON.stringify(goodbye())))
  if (said === undefined || bye === undefined) throw new Error("no announcement")

  it("forgets after 15 s of silence, and not before", () => {
    const book = makeBook()
    book.hear(said, "localhost", 1000)
    assert.strictEqual(book.probes(15_999).length, 1)
    assert.strictEqual(book.probes(16_000).length, 0)
    book.hear(said, "localhost", 20_000)
    book.hear(said, "localhost", 30_000)
    assert.strictEqual(book.probes(44_999).length, 1)
  })

  it("a goodbye of who is not there is nothing", () => {
    const book = makeBook()
    book.hear(bye, "localhost", 0)
    assert.deepStrictEqual(book.probes(0), [])
  })
})
