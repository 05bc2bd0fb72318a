import * as Layer from "effect/Layer"
import { ServerInfo } from "../../services/ServerInfo.ts"
import { Settings } from "../../services/Settings.ts"
import * as EventsLive from "../EventsLive.ts"
import * as McpProgram from "../McpProgram.ts"
import * as Task from "../modes/Task.ts"
import * as TasksLive from "../TasksLive.ts"
import * as ToolRegistryLive from "../ToolRegistryLive.ts"

export interface BridgeOptions extends ServerInfo {
  /** Whether agents get the tools that run other tools as tasks (`task_start` …); no where absent. */
  readonly tasks?: boolean
  /** Whether programs get `structuredContent` beside the text; no where absent. */
  readonly structured?: boolean
}

/** As `layer`, over an event bus of the application's own. */
export const layerNoEvents = ({ structured = false, tasks = false, ...self }: BridgeOptions) => {
  const settings = { ...Settings.defaults, mode: [], structured, caps: tasks ? ["tasks" as const] : [] }
  return McpProgram.layer.pipe(
    Layer.provideMerge(tasks ? Task.layer : Layer.empty),
    Layer.provideMerge(TasksLive.memory),
    Layer.provideMerge(ToolRegistryLive.layer),
    Layer.provide(Layer.succeed(Settings, settings)),
    Layer.provideMerge(Layer.succeed(ServerInfo, self))
  )
}

/**
 * What every door of an application stands on: one registry of tools and resources, one table of tasks, one event bus. No
 * code of Qt runs for it, and nothing is connected to.
 */
export const layer = (options: BridgeOptions) => Layer.provideMerge(layerNoEvents(options), EventsLive.layer)
