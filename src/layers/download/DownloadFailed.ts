import * as Schema from "effect/Schema"

/** Nothing was installed. `reason` says what happened and what to do. */
export class DownloadFailed extends Schema.TaggedError<DownloadFailed>()("DownloadFailed", { reason: Schema.String }) {
  override get message(): string {
    return this.reason
  }
}
