import * as Schema from "effect/Schema"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { assert } from "vitest"
import type { Driver } from "./driver.ts"

const decodeLine = Schema.decodeSync(
  Schema.fromJsonString(
    Schema.Struct({ ts: Schema.String, dir: Schema.String, tool: Schema.optionalKey(Schema.String) })
  )
)

/** A path in a folder of its own. */
export const temporaryFile = (name: string) => {
  const path = join(mkdtempSync(join(tmpdir(), "qtmcp-acceptance-")), name)
  return { path, remove: () => rmSync(dirname(path), { recursive: true, force: true }) }
}

export const logBegins = async (driver: Driver, logFile: string) => {
  const { data } = await driver.ok("qtmcp_log_start", { path: logFile, level: 3 })
  assert.deepInclude(data, { logging: true, path: logFile, level: 3 })
  assert.deepInclude((await driver.ok("qtmcp_log_status")).data, { logging: true, path: logFile, level: 3 })
}

export const recordsWhatIsDone = async (driver: Driver) => {
  const started = await driver.ok("qtmcp_recording_start", { targets: [{ object_id: "nameEdit" }] })
  assert.isTrue(started.data["recording"])
  const before = (await driver.ok("qtmcp_recording_status")).data
  assert.isNumber(before["event_count"])
  assert.isNumber(before["duration"])
  await driver.ok("qt_ui_click", { objectId: "nameEdit" })
  await driver.ok("qt_ui_sendKeys", { objectId: "nameEdit", text: "Record Test" })
  await driver.ok("qt_ui_click", { objectId: "clearButton" })
  const { data, text } = await driver.ok("qtmcp_recording_stop")
  assert.isFalse(data["recording"])
  const events: unknown = data["events"]
  assert.isTrue(Array.isArray(events) && events.length > 0, text)
  for (const event of Array.isArray(events) ? events : []) assert.containsAllKeys(event, ["t", "type", "object"])
  assert.match(text, /signal nameEdit signal="textChanged"/)
}

export const logEnds = async (driver: Driver, logFile: string) => {
  const { data: { entries: tail } } = await driver.ok("qtmcp_log_status", { tail: 20 })
  assert.strictEqual(Array.isArray(tail) ? tail.length : 0, 20)
  for (const entry of Array.isArray(tail) ? tail : []) {
    assert.containsAllKeys(entry, ["ts", "dir"])
    assert.include(["mcp_in", "mcp_out", "req", "res", "err", "ntf"], entry.dir)
  }
  const { data } = await driver.ok("qtmcp_log_stop")
  assert.deepInclude(data, { logging: false, path: logFile })
  assert.isAbove(Number(data["entries"]), 0)
  assert.isAbove(Number(data["duration"]), 0)
  const lines = readFileSync(logFile, "utf8").trimEnd().split("\n").map((line) => decodeLine(line))
  const directions = new Set(lines.map(({ dir }) => dir))
  for (const direction of ["mcp_in", "req", "res", "mcp_out", "ntf"]) {
    assert.isTrue(directions.has(direction), direction)
  }
  assert.isTrue(lines.some(({ dir, tool }) => dir === "mcp_in" && tool === "qt_ui_click"))
}
