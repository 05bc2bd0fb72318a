import * as Schema from "effect/Schema"

const seconds = (ms: number): string => ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`

/** No connection, and none could be made. `attempts` counts those of the last round so far. */
export class NotConnected extends Schema.TaggedError<NotConnected>()("NotConnected", {
  url: Schema.String,
  reason: Schema.String,
  attempts: Schema.Int,
  /** Milliseconds until the next attempt of a round that is still running. */
  nextAttemptIn: Schema.optionalKey(Schema.Finite),
  /** What to do, where it is not the usual. */
  advice: Schema.optionalKey(Schema.String)
}) {
  override get message(): string {
    const next = this.advice !== undefined ? this.advice : this.nextAttemptIn === undefined
      ? "Start the application with the probe loaded (or qtmcp_connect to another url) and call again: every call tries anew."
      : `The bridge is reconnecting; ${
        this.nextAttemptIn === 0 ? "an attempt is under way" : `the next attempt is in ${seconds(this.nextAttemptIn)}`
      }. Call again after that.`
    const made = this.attempts === 0 ? "" : ` (attempt ${this.attempts} of this round)`
    return `Not connected to a probe at ${this.url}: ${this.reason}${made}. Nothing was sent to the application. ${next}`
  }
}

/** The probe serves one client and has one: close code 1008 (probe protocol notes §1). */
export class Busy extends Schema.TaggedError<Busy>()("Busy", { url: Schema.String }) {
  override get message(): string {
    return `Another client holds the probe at ${this.url} (it closed with 1008). Nothing was sent. The probe serves one client at a time: end the other one, then call again.`
  }
}

/** No answer within the deadline. `alive` where the application was seen to answer other requests meanwhile. */
export class Timeout extends Schema.TaggedError<Timeout>()("Timeout", {
  method: Schema.String,
  after: Schema.Finite,
  alive: Schema.Boolean
}) {
  override get message(): string {
    const alive = this.alive ? ", though the application answers other requests" : ""
    return `No answer to ${this.method} within ${
      seconds(this.after)
    }${alive}. The action may have run, or a dialog it opened waits for a person. Look at the windows before you repeat it; a late answer is ignored.`
  }
}

/** The application answers nothing at all: its event loop is busy, typically under a modal dialog (§9). */
export class Blocked extends Schema.TaggedError<Blocked>()("Blocked", {
  method: Schema.String,
  since: Schema.Finite
}) {
  override get message(): string {
    return `The application has not answered anything for ${
      seconds(this.since)
    }, since ${this.method}: a modal dialog that this opened, or long work, holds its event loop. The request may have run; new ones are not sent. The connection is kept, because dropping it now crashes the application. A person can close the dialog in the application; the bridge goes on by itself as soon as it answers (qtmcp_status shows it).`
  }
}

/** The connection ended while a request was under way. */
export class Disconnected extends Schema.TaggedError<Disconnected>()("Disconnected", {
  method: Schema.String,
  code: Schema.Int,
  reason: Schema.String,
  /** What is known of the application's end. */
  obituary: Schema.optionalKey(Schema.String)
}) {
  override get message(): string {
    return `The connection ended (${this.code}${
      this.reason === "" ? "" : ` ${this.reason}`
    }) while ${this.method} was under way. The action may have run. The next call goes over a new connection; refs from before are gone, so look again before you repeat it.${
      this.obituary === undefined ? "" : ` ${this.obituary}`
    }`
  }
}

/** The probe's own error answer. `data` is what it sent along (hint, availableRoles, partialPath …). */
export class ProbeFault extends Schema.TaggedError<ProbeFault>()("ProbeFault", {
  method: Schema.String,
  code: Schema.Int,
  reason: Schema.String,
  data: Schema.optionalKey(Schema.Unknown)
}) {
  override get message(): string {
    const data = this.data === undefined ? "" : ` ${JSON.stringify(this.data)}`
    return `${this.reason} (probe error ${this.code} from ${this.method})${data}`
  }
}

/** The probe answered in a shape this bridge does not know: another generation, perhaps. */
export class UnexpectedAnswer extends Schema.TaggedError<UnexpectedAnswer>()("UnexpectedAnswer", {
  method: Schema.String,
  issue: Schema.String
}) {
  override get message(): string {
    return `The probe answered ${this.method} in a form this bridge cannot read: ${this.issue}. The request has run.`
  }
}

/** The bridge will not send this, because it would harm the application or cannot work on this probe. */
export class Refused extends Schema.TaggedError<Refused>()("Refused", { reason: Schema.String }) {
  override get message(): string {
    return this.reason
  }
}

/** Everything a request to the probe can fail with. */
export type ProbeError = NotConnected | Busy | Timeout | Blocked | Disconnected | ProbeFault
