/**
 * What another Effect application imports: `McpBridge`, which serves the application's own tools, `ProbeClient` for scripts,
 * the services as contracts, and the layers that make them. `effect` is a peer dependency; everything else is in the bundle.
 */
export * as Bridge from "./layers/Bridge.ts"
export * as DiscoveryLive from "./layers/DiscoveryLive.ts"
export * as EventsLive from "./layers/EventsLive.ts"
export * as ExecutorLive from "./layers/ExecutorLive.ts"
export * as LauncherLive from "./layers/LauncherLive.ts"
export * as McpBridge from "./layers/McpBridge.ts"
export * as ProbeClient from "./layers/ProbeClient.ts"
export * as ProbeSocketLive from "./layers/ProbeSocketLive.ts"
export * as RefsLive from "./layers/RefsLive.ts"
export * as RemoteExecutor from "./layers/RemoteExecutor.ts"
export * as Replay from "./layers/replay/Replay.ts"
export { serve } from "./layers/StdioHost.ts"
export * as TasksLive from "./layers/TasksLive.ts"
export * as ToolRegistryLive from "./layers/ToolRegistryLive.ts"
export { type AnnouncedProbe, Discovery, type DiscoveryState } from "./services/Discovery.ts"
export { type Dropped, type Event, type EventPage, Events, type NewEvent, type Subscribed } from "./services/Events.ts"
export {
  type CommandEvent,
  CommandFailed,
  CommandLost,
  CommandOver,
  CommandRefused,
  type CommandSpec,
  type Completion,
  ControlUnsupported,
  Executor,
  type RunningCommand
} from "./services/Executor.ts"
export {
  type Ended,
  Launcher,
  LaunchFailed,
  type RunningTarget,
  type Target,
  TargetGone,
  type TargetState
} from "./services/Launcher.ts"
export { Paused, type PauseState } from "./services/Pause.ts"
export * as ProbeError from "./services/ProbeError.ts"
export {
  type CallOptions,
  type Generation,
  type ProbeCounts,
  type ProbeInfo,
  type ProbeNotification,
  ProbeSocket,
  type ProbeState
} from "./services/ProbeSocket.ts"
export { type RecordedEvent, Recorder, type RecordingOptions, type RecordingStatus } from "./services/Recorder.ts"
export { DeadRef, Refs, type RefTarget } from "./services/Refs.ts"
export { Retry } from "./services/Retry.ts"
export { ServerInfo } from "./services/ServerInfo.ts"
export { type LogEntry, type LogStatus, SessionLog } from "./services/SessionLog.ts"
export { type Mode, Settings, SettingsError, type SettingsValues } from "./services/Settings.ts"
export {
  Task,
  TaskEnded,
  type TaskHandle,
  type TaskResult,
  TaskRunning,
  Tasks,
  type TaskWork,
  TooManyTasks,
  UnknownTask
} from "./services/Tasks.ts"
export { type StoredTask, TaskStore } from "./services/TaskStore.ts"
export {
  type CallContext,
  type Content,
  CurrentCall,
  InvalidArguments,
  type Resource,
  ResourceFailed,
  type ResourceTemplate,
  ToolFailed,
  type ToolHints,
  type ToolKind,
  type ToolOutput,
  ToolRegistry
} from "./services/ToolRegistry.ts"
export * as Tool from "./tools/tool.ts"
