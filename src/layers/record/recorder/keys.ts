import * as Predicate from "effect/Predicate"
import type { RecordedEvent } from "../../../services/Recorder.ts"
import { hidden } from "../mask.ts"

/** Does this event tell a character? */
export const tellsCharacter = (event: RecordedEvent): boolean =>
  String(event["event"]).startsWith("Key") && Predicate.isString(event["text"]) && /^[^\p{Cc}]+$/u.test(event["text"])

/** The same event, without what was typed. */
export const withoutCharacter = (event: RecordedEvent): RecordedEvent => ({ ...event, key: 0, text: hidden })

const hiddenAmong = (events: ReadonlyArray<RecordedEvent>, secrets: ReadonlyArray<string>) => {
  const typed = events.filter(tellsCharacter)
  const found = new Set<RecordedEvent>()
  // Where the text of each event begins in all that was typed.
  const starts: Array<number> = []
  let all = ""
  for (const event of typed) {
    starts.push(all.length)
    all += String(event["text"])
  }
  for (const secret of secrets) {
    for (let at = all.indexOf(secret); at >= 0; at = all.indexOf(secret, at + 1)) {
      typed.forEach((event, index) => {
        const start = starts[index] ?? 0
        if (start >= at && start < at + secret.length) found.add(event)
      })
    }
  }
  return found
}

/** The events without the keys that, one after the other, spell a secret. */
export const withoutSecrets = (
  events: ReadonlyArray<RecordedEvent>,
  secrets: ReadonlyArray<string>
): ReadonlyArray<RecordedEvent> => {
  const found = ["KeyPress", "KeyRelease"].map((kind) =>
    hiddenAmong(events.filter((event) => event["event"] === kind), secrets)
  )
  return events.map((event) => found.some((set) => set.has(event)) ? withoutCharacter(event) : event)
}
