import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { Discovery } from "../../services/Discovery.ts"
import { announcedLine } from "../../tools/admin/announced.ts"
import { note, ok, wrong } from "./finding.ts"

/** A probe announces itself every 5 s. */
const listenFor = 5500

/** Listens until everyone had the time to announce itself. */
export const checkDiscovery = Effect.fn("doctor.checkDiscovery")(function*() {
  const discovery = yield* Discovery
  const first = yield* discovery.state
  if (first._tag === "listening") {
    yield* Effect.sleep(Math.max(0, first.since + listenFor - (yield* Clock.currentTimeMillis)))
  }
  const state = yield* discovery.state
  switch (state._tag) {
    case "off":
      return note("discovery", "off (--no-discovery)")
    case "failed":
      return wrong(
        "discovery",
        `UDP ${state.port} cannot be listened on: ${state.reason}`,
        "end who holds it alone, or give another --discovery-port to bridge and probe, or --no-discovery"
      )
    case "listening":
      return state.probes.length === 0
        ? ok(
          "discovery",
          `listening on UDP ${state.port}; no probe announces itself (those of the first generation never do)`
        )
        : ok("discovery", state.probes.map(announcedLine).join(", "))
  }
})
