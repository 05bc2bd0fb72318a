import type { TargetState } from "../../services/Launcher.ts"

/** The application the bridge launched, or will, as data; null where it launches none. Times are epoch milliseconds. */
export const launchedData = (state: TargetState) => {
  const { _tag, ...rest } = state
  return _tag === "none" ? null : { state: _tag, ...rest }
}

/** The same as text. */
export const launchedLines = (state: TargetState, now: number): ReadonlyArray<string> => {
  const ago = (at: number): string => `${Math.round((now - at) / 1000)} s ago`
  switch (state._tag) {
    case "none":
      return []
    case "idle":
      return [`launched: nothing yet; the first call starts ${state.name}`]
    case "starting":
      return [`launched: ${state.name}, begun ${ago(state.since)}; its probe does not listen yet`]
    case "running":
      return [`launched: ${state.name}${state.pid === undefined ? "" : `, pid ${state.pid}`}, ${ago(state.since)}`]
    case "failed":
      return [`launched: nothing; ${state.name} could not be started ${ago(state.at)}: ${state.reason}`]
    case "ended":
      return [`launched: nothing; ${state.name} ${state.ended.how} ${ago(state.at)} (output: qtmcp://app/log)`]
  }
}
