/**
 * The bridge inside another Effect application: `layer` is what every door stands on, `toolkit` and the resources are what
 * the application contributes, `layerStdio` and `layerHttp` are the doors, `qt` adds the tools that drive a Qt application.
 *
 * ```ts
 * const Main = McpBridge.layerHttp({ port: 8765 }).pipe(
 *   Layer.provide(McpBridge.toolkit(Notes)),
 *   Layer.provide([NotesHandlers, McpBridge.layer({ name: "notes", version: "1.0.0" })])
 * )
 * NodeRuntime.runMain(Layer.launch(Main))
 * ```
 */
export { actingAs, actor } from "./embed/actor.ts"
export { confirm, unlessConfirmed } from "./embed/confirm.ts"
export { type BridgeOptions, layer, layerNoEvents } from "./embed/core.ts"
export { type EventsOptions, layerEvents } from "./embed/events.ts"
export { Exclusive } from "./embed/Exclusive.ts"
export { HttpDoor, type HttpDoorOptions, layerHttp } from "./embed/http.ts"
export { qt, qtInstructions, type QtOptions } from "./embed/qt.ts"
export { resource, type ResourceOptions, resourceTemplate, type ResourceTemplateOptions } from "./embed/resource.ts"
export { layerStdio, StdioDoor } from "./embed/stdio.ts"
export { type Needed, type TellingTool, type Told, toolkit, type ToolkitOptions } from "./embed/toolkit.ts"
