import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { Journal } from "../../../src/layers/events/Journal.ts"
import { makeCursor } from "../../../src/layers/events/reader.ts"
import type { Event } from "../../../src/services/Events.ts"

const topics = ["a", "b", "c"] as const

const topic = fc.constantFrom(...topics)

const command = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("publish" as const), topic, keep: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("forget" as const), topic }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("subscribe" as const),
      topic: fc.option(topic, { nil: undefined }),
      from: fc.nat(60)
    })
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("read" as const), reader: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), reader: fc.nat(20) }) }
)

const limits = { perTopic: 6, inAll: 14, topics: 3 }

interface Reader {
  readonly topic: string | undefined
  readonly take: ReturnType<typeof makeCursor>
  readonly unwatch: () => void
  /** What it should come to: every event of its topic from its beginning on. */
  readonly wanted: Array<Event>
  readonly seen: Array<Event>
  /** How many it was told to have missed. */
  missed: number
  /** How many of the events before it began may count as missed, for nobody knows better. */
  readonly slack: number
}

const drain = (reader: Reader): void => {
  for (let taken = reader.take(); taken.length > 0; taken = reader.take()) {
    for (const one of taken) {
      if (one._tag === "Event") reader.seen.push(one.event)
      else {
        assert.isAbove(one.count, 0)
        reader.missed += one.count
      }
    }
  }
}

const check = (reader: Reader): void => {
  const seqs = reader.seen.map(({ seq }) => seq)
  assert.deepStrictEqual(seqs, [...new Set(seqs)].toSorted((a, b) => a - b), "in order, each once")
  assert.isEmpty(reader.seen.filter((event) => !reader.wanted.includes(event)), "its own alone")
  const missing = reader.wanted.length - reader.seen.length
  assert.isAtLeast(reader.missed, missing, "nothing is missing in silence")
  assert.isAtMost(reader.missed, missing + reader.slack)
}

describe("the memory of the bus", () => {
  it("has no gap and nothing twice for any reader, whatever is published, forgotten and read in between", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
        const journal = new Journal(limits)
        const published: Array<Event> = []
        const readers: Array<Reader> = []
        for (const step of commands) {
          if (step.do === "publish") {
            const event = journal.append(
              { topic: step.topic, type: "x", data: {}, actor: "app", ...(step.keep ? { keep: true } : {}) },
              0
            )
            assert.strictEqual(event.seq, published.length + 1)
            published.push(event)
            for (const reader of readers) {
              if (reader.topic === undefined || reader.topic === event.topic) reader.wanted.push(event)
            }
          } else if (step.do === "forget") journal.forget(step.topic)
          else if (step.do === "subscribe") {
            const from = Math.min(Math.max(1, step.from), published.length + 1)
            const mine = published.filter((event) => step.topic === undefined || event.topic === step.topic)
            const held = new Set(journal.from(step.topic, 1, 1000))
            const wanted = mine.filter(({ seq }) => seq >= from)
            readers.push({
              topic: step.topic,
              take: makeCursor(journal, step.topic, step.from),
              unwatch: journal.watch(step.topic, () => undefined),
              // What was forgotten before it began is nobody's loss.
              wanted: step.topic === undefined ? wanted : wanted.filter((event) => held.has(event)),
              seen: [],
              missed: 0,
              slack: step.topic === undefined ? 0 : mine.length
            })
          } else {
            const reader = readers[step.reader % Math.max(1, readers.length)]
            if (reader === undefined) continue
            drain(reader)
            check(reader)
            if (step.do === "leave") {
              reader.unwatch()
              readers.splice(readers.indexOf(reader), 1)
            }
          }
        }
        for (const reader of readers) {
          drain(reader)
          check(reader)
        }
        const held = journal.from(undefined, 1, 1000)
        assert.isAtMost(held.length, limits.inAll)
        for (const name of topics) assert.isAtMost(held.filter((event) => event.topic === name).length, limits.perTopic)
        for (const reader of readers) {
          const own = reader.wanted.map(({ number }) => number)
          if (reader.topic !== undefined) assert.deepStrictEqual(own, [...new Set(own)], "numbers are one's own")
        }
      }),
      { numRuns: 1500 }
    )
  })

  it("is bounded, whether many events come or many topics", () => {
    const journal = new Journal({ perTopic: 2000, inAll: 20_000, topics: 5000 })
    const publish = (topic: string) =>
      journal.append({ topic, type: "x", data: { text: "x".repeat(100) }, actor: "app", keep: true }, 0)
    for (let n = 0; n < 100_000; n += 1) publish("probe")
    assert.strictEqual(journal.size.held, 2000)
    for (let n = 0; n < 100_000; n += 1) publish(`task-${n}`)
    for (let n = 0; n < 100_000; n += 1) publish(`busy-${n % 50}`)
    const { held, slots, topics } = journal.size
    assert.isAtMost(held, 20_000)
    assert.isAtMost(slots, 2 * held + 1000)
    assert.isAtMost(topics, 5000)
    assert.strictEqual(publish("probe").seq, 300_001)
  })
})
