import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { around } from "../text/context.ts"
import { renderOutline } from "../text/outline.ts"
import { countOf } from "../text/values.ts"
import { make, text } from "../tool.ts"
import { sections } from "./tree.ts"

const most = 100

const matcher = Effect.fnUntraced(function*(wanted: string, regex: boolean) {
  if (!regex) {
    const lower = wanted.toLowerCase()
    return (line: string) => line.toLowerCase().includes(lower)
  }
  const pattern = yield* Effect.try({
    try: () => new RegExp(wanted, "i"),
    catch: (cause) => new Refused({ reason: `${JSON.stringify(wanted)} is no regular expression: ${String(cause)}` })
  })
  return (line: string) => pattern.test(line)
})

export const findTools = [
  make({
    name: "qt_find",
    kind: "read",
    about: "Grep the outline of the windows.",
    example: { text: "submit" },
    params: {
      text: Schema.NonEmptyString.annotate({ description: "part of a line, any case" }),
      regex: Param.flag("text is a regular expression"),
      root: Param.root,
      context: Schema.optionalKey(Param.count("lines around a hit"))
    },
    wire: {
      newest: ["chr.tabsContext", "qt.objects.search", "qt.objects.inspect", "qt.objects.tree"],
      seed: ["chr.tabsContext", "qt.objects.query", "qt.objects.findByClass", "qt.objects.info", "qt.objects.tree"]
    },
    run: Effect.fn("qt_find")(function*({ context = 0, regex = false, root, text: wanted }) {
      const matches = yield* matcher(wanted, regex)
      const lines = (yield* sections(root)).flatMap((section) => renderOutline(section.root).lines)
      const hits = lines.flatMap((line, index) => matches(line) ? [index] : [])
      const shown = around(lines, hits.slice(0, most), context)
      const cut = hits.length > most ? `, the first ${most}` : ""
      return text([`${countOf(hits.length, "hit")} in ${countOf(lines.length, "line")}${cut}`, ...shown].join("\n"), {
        hits: hits.map((hit) => lines[hit] ?? "")
      })
    })
  })
]
