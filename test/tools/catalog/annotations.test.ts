import { assert, describe, it } from "@effect/vitest"
import { annotations, annotationsOf } from "../../../src/layers/program/annotations.ts"
import { sets } from "./catalog.ts"

/** Looks only; a host may run it without asking. */
const reads = "read-only"
/** Changes the application or a file in a way nothing takes back; a host asks first. */
const destroys = "destructive"
/** Changes what the bridge or the probe keeps, and nothing of the application. */
const keeps = "not destructive"

/** Written out, so that a tool changes its promise only together with this table. */
const agent = {
  ui_snapshot: reads,
  ui_find: reads,
  ui_act: destroys,
  ui_menu: destroys,
  ui_items: reads,
  ui_read: reads,
  ui_screenshot: reads,
  ui_wait: reads
}

const native = {
  qt_objects_tree: reads,
  qt_find: reads,
  qt_objects_find: reads,
  qt_objects_findByClass: reads,
  qt_objects_query: reads,
  qt_objects_search: reads,
  qt_objects_inspect: reads,
  qt_objects_info: reads,
  qt_properties_list: reads,
  qt_properties_get: reads,
  qt_properties_set: destroys,
  qt_methods_list: reads,
  qt_methods_invoke: destroys,
  qt_signals_list: reads,
  qt_signals_subscribe: keeps,
  qt_signals_unsubscribe: keeps,
  qt_signals_setLifecycle: keeps,
  qt_events_start: keeps,
  qt_events_stop: keeps,
  qt_ui_click: destroys,
  qt_ui_sendKeys: destroys,
  qt_ui_clickItem: destroys,
  qt_ui_screenshot: reads,
  qt_ui_geometry: reads,
  qt_ui_hitTest: reads,
  qt_names_register: keeps,
  qt_names_unregister: keeps,
  qt_names_list: reads,
  qt_names_validate: reads,
  qt_names_load: destroys,
  qt_names_save: destroys,
  qt_qml_inspect: reads,
  qt_models_list: reads,
  qt_models_info: reads,
  qt_models_data: reads,
  qt_models_search: reads,
  qt_wait: reads,
  qt_batch: destroys,
  qt_ping: reads,
  qt_version: reads,
  qt_modes: reads
}

const cu = {
  cu_screenshot: reads,
  cu_cursorPosition: reads,
  cu_leftClick: destroys,
  cu_rightClick: destroys,
  cu_middleClick: destroys,
  cu_doubleClick: destroys,
  cu_mouseMove: destroys,
  cu_mouseDrag: destroys,
  cu_mouseDown: destroys,
  cu_mouseUp: destroys,
  cu_type: destroys,
  cu_key: destroys,
  cu_scroll: destroys
}

const chrome = {
  chr_readPage: reads,
  chr_find: reads,
  chr_click: destroys,
  chr_formInput: destroys,
  chr_getPageText: reads,
  chr_navigate: destroys,
  chr_tabsContext: reads,
  chr_readConsoleMessages: reads
}

const admin = {
  qtmcp_status: reads,
  qtmcp_connect: keeps,
  qtmcp_disconnect: keeps,
  qtmcp_launch: destroys,
  qtmcp_stop: destroys
}

const record = { qtmcp_recording_start: keeps, qtmcp_recording_stop: keeps, qtmcp_recording_status: keeps }
const log = { qtmcp_log_start: keeps, qtmcp_log_stop: keeps, qtmcp_log_status: keeps }
/** A task may run a tool that destroys. */
const tasks = { task_start: destroys, task_status: reads, task_cancel: keeps, task_list: reads }

/** A command may reach anything, on this machine and beyond. */
const exec = {
  execute: destroys,
  execute_list: destroys,
  execute_claude: destroys,
  execute_control: destroys,
  execute_status: reads
}

const expected = { agent, native, cu, chrome, exec, admin, record, log, tasks }

/** The 32 tools of the seed-era Python server, and what came later. */
const later = [
  "qt_names_save",
  "qt_objects_search",
  "qt_events_start",
  "qt_events_stop",
  "qt_ui_clickItem",
  "qt_models_search",
  "qt_wait",
  "qt_batch",
  "qt_find"
]

describe("annotations", () => {
  for (const mode of ["agent", "native", "cu", "chrome", "exec", "admin", "record", "log", "tasks"] as const) {
    it(`${mode}: every tool, its name and what it promises`, () => {
      const found = Object.fromEntries(
        sets[mode].map((tool) => {
          const { destructiveHint, readOnlyHint } = annotationsOf(tool)
          return [tool.name, readOnlyHint ? reads : destructiveHint ? destroys : keeps]
        })
      )
      assert.deepStrictEqual(found, expected[mode])
      assert.strictEqual(sets[mode].length, Object.keys(found).length, "a name is there twice")
    })
  }

  it("no tool is read-only and destructive, and all of them say everything", () => {
    for (const [kind, hints] of Object.entries(annotations)) {
      assert.isFalse(hints.readOnlyHint && hints.destructiveHint)
      assert.strictEqual(hints.openWorldHint, kind === "exec", "the application is all there is, but for commands")
    }
  })

  it("the modes have the known number of tools", () => {
    const names = Object.keys(native)
    assert.strictEqual(names.length - later.length, 32)
    assert.deepStrictEqual(later.filter((name) => !names.includes(name)), [])
    assert.deepStrictEqual([agent, cu, chrome, admin].map((set) => Object.keys(set).length), [8, 13, 8, 5])
  })
})
