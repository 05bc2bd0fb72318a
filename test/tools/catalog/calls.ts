type Arguments = Readonly<Record<string, unknown>>

const click = { x: 20.4, y: 20, screenAbsolute: true, delay_ms: 5, include_screenshot: true }
const held = { x: 20, y: 20, button: "middle", screenAbsolute: true, include_screenshot: true }
const region = { x: 0, y: 0, width: 5.5, height: 5 }
const item = { column: 0, action: "click", editColumn: 0, expand: true, scroll: true }

/** Calls of every tool that reach its branches; together those of a tool set all its parameters. */
export const calls: Readonly<Record<string, ReadonlyArray<Arguments>>> = {
  ui_snapshot: [{ in: "nameEdit", depth: 3 }, { window: "Demo" }, {}],
  ui_find: [{ text: "name", role: "textbox", in: "MainWindow" }],
  ui_act: [
    {
      steps: [
        { do: "fill", target: "nameEdit", value: "Bob" },
        { do: "fill", target: "nameEdit", value: "Zoë" },
        { do: "type", target: "nameEdit", value: "x" },
        { do: "press", target: "nameEdit", value: "Return" },
        { do: "press", value: "ctrl+s" },
        { do: "click", target: "go" },
        { do: "double_click", target: "nameEdit" },
        { do: "select", target: "combo", value: "two" },
        { do: "item", target: "tree", value: "Martin" },
        { do: "check", target: "tree", item: "Martin", value: true },
        { do: "set", target: "nameEdit", value: "Eve" },
        { do: "scroll", target: "tree", value: "down 3" },
        { do: "drag", target: "go", value: "nameEdit" },
        { do: "close" }
      ],
      stop_on_error: false,
      trace: true
    }
  ],
  ui_menu: [{ path: "", do: "list", trace: true }, { do: "list", target: "nameEdit" }],
  ui_items: [{ target: "tree", rows: [0, 5], columns: [0], text: "mar" }, { target: "combo" }],
  ui_read: [{ target: "nameEdit", what: "text" }, { target: "nameEdit" }],
  ui_screenshot: [{ target: "nameEdit", max: 10 }, {}],
  ui_wait: [
    { for: "window", target: "Demo", timeout: 1000 },
    { for: "text", value: "nameEdit" },
    { for: "value", target: "nameEdit", value: "Ada" },
    { for: "gone", target: "nobody" },
    { for: "idle" }
  ],
  qt_objects_tree: [{}, { root: "MainWindow", maxDepth: 2 }],
  qt_find: [{ text: "main", regex: true, root: "MainWindow", context: 1 }, { text: "main" }],
  qt_objects_find: [{ name: "go", root: "MainWindow" }],
  qt_objects_findByClass: [{ className: "QPushButton", root: "MainWindow" }],
  qt_objects_query: [
    { className: "QPushButton", properties: { visible: true }, root: "#1" },
    { properties: { visible: true }, root: "#1" }
  ],
  qt_objects_search: [
    { objectName: "go", className: "QPushButton", properties: { visible: true }, root: "#1", limit: 3 },
    { objectName: "go", root: "#1" }
  ],
  qt_objects_inspect: [{ objectId: "#3", parts: "all" }, { objectId: "#3", parts: ["info"] }, { objectId: "#3" }],
  qt_objects_info: [{ objectId: "#3" }],
  qt_properties_list: [{ objectId: "#3" }],
  qt_properties_get: [{ objectId: "#3", name: "text" }],
  qt_properties_set: [{ objectId: "#3", name: "text", value: "Bob" }],
  qt_methods_list: [{ objectId: "#3" }],
  qt_methods_invoke: [{ objectId: "#3", method: "clear" }, { objectId: "#3", method: "setText", args: ["Bob"] }],
  qt_signals_list: [{ objectId: "#3" }],
  qt_signals_subscribe: [
    { objectId: "MainWindow/nameEdit", signal: "textChanged" },
    { objectId: "name", signal: "textChanged" },
    { objectId: "nameEdit", signal: "textChanged" }
  ],
  qt_signals_unsubscribe: [{ subscriptionId: "sub_1" }],
  qt_signals_setLifecycle: [{ enabled: true }, { enabled: false }],
  qt_events_start: [{}],
  qt_events_stop: [{}],
  qt_ui_click: [
    { objectId: "#2" },
    { objectId: "#3", button: "right", position: { x: 4.6, y: 0 } }
  ],
  qt_ui_sendKeys: [
    { objectId: "#3", text: "Bob", sequence: "Ctrl+A" },
    { objectId: "#3", text: "Zoë" },
    { objectId: "#5", text: "Zoë" },
    { objectId: "#6", text: "漢字\n" }
  ],
  qt_ui_clickItem: [
    { objectId: "#4", itemPath: ["Martin"], ...item },
    { objectId: "#4", path: [0], ...item },
    { objectId: "#4", itemPath: ["Martin"], action: "select" },
    { objectId: "#4", itemPath: ["Martin"], action: "doubleClick" },
    { objectId: "#5", itemPath: ["one"] },
    { objectId: "#5", path: [0] }
  ],
  qt_ui_screenshot: [
    { objectId: "#1", fullWindow: true, region, maxEdge: 10 },
    { objectId: "#1", file: "/nowhere/at/all.png" }
  ],
  qt_ui_geometry: [{ objectId: "#3" }],
  qt_ui_hitTest: [{ x: 20.5, y: 20 }],
  qt_names_register: [{ name: "name", path: "MainWindow/nameEdit" }],
  qt_names_unregister: [{ name: "name" }],
  qt_names_list: [{}],
  qt_names_validate: [{}],
  qt_names_load: [{ filePath: "names.json" }],
  qt_names_save: [{ filePath: "names.json" }],
  qt_qml_inspect: [{ objectId: "#3" }],
  qt_models_list: [{}],
  qt_models_info: [{ objectId: "#4" }],
  qt_models_data: [
    { objectId: "#4", parent: [0], offset: 0, limit: 5, roles: ["display", 0] },
    { objectId: "#4", row: 0, column: 0, role: "display" },
    { objectId: "MainWindow/combo" }
  ],
  qt_models_search: [
    { objectId: "#4", value: "mar", match: "startsWith", column: 0, role: "display", parent: [], maxHits: 3 },
    { objectId: "#4", value: "mar", role: 0, max_hits: 2 }
  ],
  qt_wait: [
    { for: "value", objectId: "#3", property: "text", value: "Ada", timeout: 1000 },
    { for: "visible", objectName: "go" },
    { for: "exists", objectId: "#3" },
    { for: "gone", objectName: "nobody" },
    { for: "signal", objectId: "MainWindow/nameEdit", signal: "textChanged" },
    { for: "signal", objectName: "nameEdit", signal: "textChanged" }
  ],
  qt_batch: [{
    steps: [{ tool: "qt_ping" }, { tool: "qt_ui_geometry", arguments: { objectId: "#3" } }],
    stopOnError: true
  }],
  qt_ping: [{}],
  qt_version: [{}],
  qt_modes: [{}],
  cu_screenshot: [
    { fullScreen: true, physicalPixels: true, maxEdge: 10 },
    { region },
    { file: "/nowhere/at/all.png" }
  ],
  cu_cursorPosition: [{}],
  cu_leftClick: [{ ...click, button: "right" }, { x: 20, y: 20 }, { ...click, button: "left" }],
  cu_rightClick: [click],
  cu_middleClick: [click],
  cu_doubleClick: [click],
  cu_mouseMove: [{ x: 20, y: 20, screenAbsolute: false, include_screenshot: true }],
  cu_mouseDrag: [{ startX: 1.2, startY: 2, endX: 3, endY: 4, screenAbsolute: false, include_screenshot: true }],
  cu_mouseDown: [held],
  cu_mouseUp: [held],
  cu_type: [{ text: "Bob", include_screenshot: true }, { text: "Zoë" }],
  cu_key: [{ key: "ctrl+s", include_screenshot: true }],
  cu_scroll: [{ x: 20, y: 20, direction: "down", amount: 2, screenAbsolute: false, include_screenshot: true }],
  chr_readPage: [
    { filter: "interactive", depth: 3, max_chars: 5000 },
    { maxDepth: 3 },
    { ref_id: "ref_2" }
  ],
  chr_find: [{ query: "go" }],
  chr_click: [{ ref: "ref_2" }, { ref: "ref_3" }, { ref: "ref_6" }],
  chr_formInput: [{ ref: "ref_3", value: "Bob" }],
  chr_getPageText: [{}],
  chr_navigate: [{ ref: "ref_4" }, { ref: "ref_4", action: "activateTab" }, { action: "back" }],
  chr_tabsContext: [{}],
  chr_readConsoleMessages: [
    { limit: 3, pattern: "start", onlyErrors: true, clear: false },
    { limit: 3 }
  ],
  qtmcp_status: [{}],
  qtmcp_connect: [{ url: "ws://probe" }],
  qtmcp_disconnect: [{}],
  qtmcp_launch: [{ target: "app", args: ["-x"], cwd: "folder", env: { A: "1" } }, { target: "app" }, {}],
  qtmcp_stop: [{}],
  execute: [{ command: "true" }, { command: "x", timeout: 1, cwd: "/", env: { A: "b" }, wait: false }],
  execute_list: [{ tasks: ["true", "false"] }, { tasks: ["x"], timeout_per_task: 2, continue_on_error: true }],
  execute_claude: [
    { prompt: "hello" },
    { prompt: "-x", timeout: 5, allowed_tools: ["Edit", "Bash(git:*)"], mcp_config: "{}", cwd: "/" }
  ],
  execute_control: [
    { id: "x-0123abcd", action: "pause" },
    { id: "x-0123abcd", action: "resume" },
    { id: "x-0123abcd", action: "cancel" }
  ],
  execute_status: [{}, { id: "x-0123abcd" }],
  task_start: [{ tool: "qt_ping" }, { tool: "qt_ui_click", arguments: { objectId: "#3" } }],
  task_status: [{ task_id: "task-0123abcd" }, { task_id: "task-0123abcd", wait: 50 }],
  task_cancel: [{ task_id: "task-0123abcd" }, { task_id: "task-0123abcd", reason: "enough" }],
  task_list: [{}],
  qtmcp_log_start: [{}, { path: "session.jsonl", level: 3, buffer_size: 10 }],
  qtmcp_log_stop: [{}],
  qtmcp_log_status: [{}, { tail: 5 }],
  qtmcp_recording_start: [
    {},
    {
      targets: [{ object_id: "MainWindow/go", signals: ["clicked"], recursive: true }],
      include_lifecycle: true,
      capture_events: true
    }
  ],
  qtmcp_recording_stop: [{}],
  qtmcp_recording_status: [{}]
}
