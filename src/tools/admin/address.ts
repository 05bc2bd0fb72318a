import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { type AnnouncedProbe, Discovery, type DiscoveryState } from "../../services/Discovery.ts"
import { Refused } from "../../services/ProbeError.ts"
import { announcedLine } from "./announced.ts"

/** A probe announces itself every 5 s: so long after the listening began, who is silent is not there. */
const settledAfter = 6000

const pause = "200 millis"

const isPid = (wanted: string): boolean => /^\d+$/.test(wanted)

const matches = (probes: ReadonlyArray<AnnouncedProbe>, wanted: string): ReadonlyArray<AnnouncedProbe> => {
  if (isPid(wanted)) return probes.filter(({ pid }) => pid === Number(wanted))
  const name = wanted.toLowerCase()
  const exact = probes.filter(({ appName }) => appName.toLowerCase() === name)
  return exact.length > 0 ? exact : probes.filter(({ appName }) => appName.toLowerCase().includes(name))
}

const refusal = (wanted: string, state: DiscoveryState): Refused => {
  const how = "write an address like ws://localhost:9222"
  if (state._tag === "off") {
    return new Refused({ reason: `${wanted} is no WebSocket address, and discovery is off; ${how}.` })
  }
  if (state._tag === "failed") {
    return new Refused({
      reason:
        `${wanted} is no WebSocket address, and UDP ${state.port} cannot be listened on (${state.reason}); ${how}.`
    })
  }
  const others = state.probes.map(announcedLine).join(", ")
  return new Refused({
    reason: `No probe announces itself as ${JSON.stringify(wanted)}${
      others === "" ? "; none does at all (only the newest generation can)" : `. There are: ${others}`
    }. Nothing was changed; ${how}.`
  })
}

const named = Effect.fnUntraced(function*(wanted: string) {
  const discovery = yield* Discovery
  while (true) {
    const state = yield* discovery.state
    if (state._tag !== "listening") return yield* refusal(wanted, state)
    const found = matches(state.probes, wanted)
    const isSettled = (yield* Clock.currentTimeMillis) - state.since >= settledAfter
    // A pid is one application's; of a name there may be another that has not announced itself yet.
    if (found[0] !== undefined && found.length === 1 && (isSettled || isPid(wanted))) return found[0].url
    if (found.length > 1) {
      return yield* new Refused({
        reason: `Several probes fit ${JSON.stringify(wanted)}: ${
          found.map(announcedLine).join(", ")
        }. Nothing was changed; give the url or the pid.`
      })
    }
    if (isSettled) return yield* refusal(wanted, state)
    yield* Effect.sleep(pause)
  }
})

/**
 * The address a person or an agent means: a WebSocket address, or the pid or the name of a probe that announced itself.
 * Waits for the announcement while the listening is young.
 */
export const addressOf = Effect.fn("admin.addressOf")(function*(wanted: string) {
  if (/^wss?:\/\/./.test(wanted)) return wanted
  if (wanted.includes("://")) {
    return yield* new Refused({ reason: `${wanted} is no WebSocket address; write it like ws://localhost:9222.` })
  }
  return yield* named(wanted.trim())
})
