import * as os from "node:os"
import * as path from "node:path"
import { isJsonObject, type Json } from "../../../src/layers/demo/toolkit/Json.ts"

/** The recorded application's object names and their counterparts in the demo application. */
const names: ReadonlyArray<readonly [string, string]> = [
  ["formTab/comboBox", "formTab/countryCombo"],
  ["formTab/checkBox", "formTab/subscribeCheck"],
  ["formTab/slider", "formTab/volumeSlider"],
  ["formTab/messageEdit", "formTab/notesEdit"],
  ["MainWindow/actionNew", "MainWindow/actionReset"]
]

const texts: Record<string, string> = {
  Support: "France",
  Feedback: "Germany",
  "QtMCP Test Application": "Demo Application",
  QAbstractItemModel: "MainWindow/QStandardItemModel"
}

/** The seed's construction-order ids in the recording. */
export const seedNames: Record<string, string> = {
  "QObject~3": "MainWindow",
  "QObject~6": "tabWidget",
  "QObject~16": "nameEdit",
  "QObject~21": "emailEdit",
  "QObject~24": "notesEdit",
  "QObject~35": "countryCombo",
  "QObject~36": "subscribeCheck",
  "QObject~39": "volumeSlider",
  "QObject~42": "submitButton",
  "QObject~43": "clearButton",
  "QObject~57": "listWidget",
  "QObject~68": "tableWidget",
  "MainWindow/QObject": "actionReset"
}

/** The refs of the recorded pages and the objectName (or name) of what they stood for. */
export const refNames = (generation: "newest" | "seed"): Record<string, string> => ({
  ...(generation === "newest"
    ? { ref_60: "nameEdit", ref_114: "List", ref_113: "Form" }
    : { ref_59: "nameEdit", ref_87: "List", ref_86: "Form" }),
  ref_50: "submitButton",
  ref_46: "subscribeCheck",
  ref_29: "nameLabel",
  ref_33: "notesEdit",
  ref_40: "countryCombo",
  ref_48: "volumeSlider",
  ref_28: "formTab",
  ref_10: "File"
})

/** Coordinates of the recorded window with nothing of the demo under them. */
const moved = (key: string, value: Json): Json =>
  key === "x" && value === 25 ? 200 : key === "y" && value === 318 ? 140 : value

const inText = (text: string, known: ReadonlyMap<string, string>): string => {
  const replaced = texts[text] ?? known.get(text) ?? text
  const renamed = names.reduce((out, [from, to]) => out.replaceAll(from, to), replaced)
  return renamed.replaceAll("$TMP", path.join(os.tmpdir(), "qtmcp-demo-wire"))
}

/** A recorded request or error, said about the demo application. */
export const translate = (value: Json, known: ReadonlyMap<string, string>): Json => {
  if (typeof value === "string") return inText(value, known)
  if (Array.isArray(value)) return value.map((each) => translate(each, known))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, translate(moved(key, member), known)]))
}

/** A recorded message said about the demo application. */
export const translateMessage = (message: string, known: ReadonlyMap<string, string>): string =>
  inText([...known].reduce((out, [from, to]) => out.replaceAll(new RegExp(`${from}\\b`, "g"), to), message), known)
