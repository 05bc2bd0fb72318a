import { assert, describe, it } from "@effect/vitest"
import { allTools } from "./catalog.ts"
import { parametersOf, schemaOf } from "./inputSchema.ts"

/**
 * What the Python server's users write: tool, then parameters, `?` where it may be left out. Prompts and scripts hold
 * these, so every such call has to fit the schema, whatever else a tool takes.
 */
const known = `
qt_ping
qt_version
qt_modes
qt_objects_find name root?
qt_objects_findByClass className root?
qt_objects_tree root? maxDepth?
qt_objects_info objectId
qt_objects_inspect objectId parts?
qt_objects_query className? properties? root?
qt_objects_search objectName? className? properties? root? limit?
qt_properties_list objectId
qt_properties_get objectId name
qt_properties_set objectId name value
qt_methods_list objectId
qt_methods_invoke objectId method args?
qt_signals_list objectId
qt_signals_subscribe objectId signal
qt_signals_unsubscribe subscriptionId
qt_signals_setLifecycle enabled
qt_events_start
qt_events_stop
qt_ui_click objectId button? position?
qt_ui_sendKeys objectId text? sequence?
qt_ui_clickItem objectId itemPath? path? column? action? editColumn? expand? scroll?
qt_ui_screenshot objectId fullWindow? region?
qt_ui_geometry objectId
qt_ui_hitTest x y
qt_names_register name path
qt_names_unregister name
qt_names_list
qt_names_validate
qt_names_load filePath
qt_qml_inspect objectId
qt_models_list
qt_models_info objectId
qt_models_data objectId row? column? role? parent? offset? limit? roles?
qt_models_search objectId value column? role? match? max_hits? parent?
cu_screenshot
cu_leftClick x y screenAbsolute? delay_ms?
cu_rightClick x y screenAbsolute? delay_ms?
cu_middleClick x y screenAbsolute? delay_ms?
cu_doubleClick x y screenAbsolute? delay_ms?
cu_mouseMove x y screenAbsolute?
cu_mouseDrag startX startY endX endY screenAbsolute?
cu_mouseDown x y button? screenAbsolute?
cu_mouseUp x y button? screenAbsolute?
cu_type text
cu_key key
cu_scroll x y direction amount? screenAbsolute?
cu_cursorPosition
chr_readPage filter? maxDepth?
chr_click ref
chr_formInput ref value
chr_getPageText
chr_find query
chr_navigate ref action?
chr_tabsContext
chr_readConsoleMessages limit? pattern? clear?
qtmcp_log_start path? level? buffer_size?
qtmcp_log_stop
qtmcp_log_status tail?
qtmcp_recording_start targets? include_lifecycle? capture_events?
qtmcp_recording_stop
qtmcp_recording_status
`

const rows = known.trim().split("\n").map((line) => {
  const [name = "", ...parameters] = line.split(" ")
  return {
    name,
    required: parameters.filter((parameter) => !parameter.endsWith("?")),
    parameters: parameters.map((parameter) => parameter.replace("?", ""))
  }
})

const withTool = rows.flatMap((row) => {
  const tool = allTools.find((candidate) => candidate.name === row.name)
  return tool === undefined ? [] : [{ ...row, tool }]
})

describe("the tools users of the Python server know", () => {
  it("are there", () => {
    const missing = rows.filter((row) => allTools.every((tool) => tool.name !== row.name))
    assert.deepStrictEqual(missing.map((row) => row.name), [])
  })

  it("have the parameters those users write", () => {
    const missing = withTool.flatMap(({ name, parameters, tool }) =>
      parameters.filter((parameter) => parametersOf(tool)[parameter] === undefined)
        .map((parameter) => `${name}.${parameter}`)
    )
    assert.deepStrictEqual(missing, [])
  })

  it("ask for nothing those users do not write", () => {
    const asked = withTool.flatMap(({ name, required, tool }) =>
      (schemaOf(tool).required ?? []).filter((parameter) => !required.includes(parameter))
        .map((parameter) => `${name}.${parameter}`)
    )
    assert.deepStrictEqual(asked, [])
  })
})
