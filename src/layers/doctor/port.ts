import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { SettingsValues } from "../../services/Settings.ts"
import { occupant } from "../launcher/ports.ts"
import { note, ok, wrong } from "./finding.ts"
import { serverOf } from "./serverOf.ts"

const isProbe = (server: string): boolean => /^(?:qtpilot|qtmcp)$/i.test(server)

const isOfThisMachine = (url: URL): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname)

/** A target needs a free port, or it would run without a probe; to connect to, there has to be one. */
export const checkPort = Effect.fn("doctor.checkPort")(function*({ target, targetPort, wsUrl }: SettingsValues) {
  if (target !== undefined) {
    if (targetPort === 0) return ok("port", "0: the system chooses one")
    const holder = yield* occupant(targetPort)
    return holder === undefined
      ? ok("port", `${targetPort} is free`)
      : wrong("port", `${targetPort} is in use by ${holder}`, "end that, or give another --port (0 takes a free one)")
  }
  const url = new URL(wsUrl)
  const holder = isOfThisMachine(url) ? yield* occupant(Number(url.port) || 80) : undefined
  const server = url.protocol === "ws:" ? yield* serverOf(wsUrl) : Option.none()
  const by = holder === undefined ? "" : ` in ${holder}`
  if (Option.isSome(server) && isProbe(server.value)) return ok("port", `${wsUrl} is a probe (${server.value})${by}`)
  if (holder !== undefined) {
    return wrong("port", `${wsUrl} is no probe, but ${holder}`, "give the port of the probe with --port, or end that")
  }
  return note("port", `nothing listens at ${wsUrl} yet; start the application with the probe in it, or give a --target`)
})
