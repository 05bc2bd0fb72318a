import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ProbeFault } from "../../services/ProbeError.ts"
import { Refs } from "../../services/Refs.ts"
import { ask } from "../probe/ask.ts"
import { countOf } from "../text/values.ts"
import { make, text } from "../tool.ts"
import { label, Match, type PageNode } from "./node.ts"
import { line } from "./outline.ts"
import { page, wide } from "./page.ts"
import { valuesOf } from "./values.ts"

type Found = typeof Match.Type

const find = ask("chr.find", Schema.Struct({ matches: Schema.Array(Match) }))

const signature = (node: Found | PageNode): string =>
  JSON.stringify([node.role, node.name ?? "", node.objectName ?? "", node.className ?? "", node.bounds ?? ""])

/** The nodes that a search found, so that they have the names of the page. A match that no reading shows stays without. */
const nodesOf = (matches: ReadonlyArray<Found>, nodes: ReadonlyArray<PageNode>) => {
  const left = new Map<string, Array<PageNode>>()
  for (const node of nodes) left.set(signature(node), [...(left.get(signature(node)) ?? []), node])
  return matches.map((match) => ({ match, node: left.get(signature(match))?.shift() }))
}

const contains = (query: string) => ({ className, name, objectName, role }: PageNode): boolean =>
  [className, name, objectName, role].some((part) => part?.toLowerCase().includes(query.toLowerCase()) === true)

/** What the matches are, the most frequent kinds first, so that the next query can be narrower. */
const kinds = (nodes: ReadonlyArray<PageNode>): string =>
  [...Map.groupBy(nodes, (node) => node.role)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, 6)
    .map(([role, of]) =>
      `${of.length} ${role} (${of.slice(0, 3).map((node) => `${node.name ?? ""} ${node.ref}`).join(", ")})`
    )
    .join("; ")

export const findTools = [
  make({
    name: "chr_find",
    kind: "read",
    about: "Find elements by part of name, role, tooltip, objectName or class; at most 20.",
    example: { query: "submit" },
    params: { query: Schema.NonEmptyString.annotate({ description: "substring" }) },
    wire: ["chr.readPage", "chr.find", "qt.properties.get"],
    run: Effect.fn("chr_find")(function*({ query }) {
      const refs = yield* Refs
      const search = Effect.gen(function*() {
        const { nodes } = yield* page(wide)
        const { matches } = yield* find({ query }).pipe(
          Effect.catchTag("ProbeFault", (fault) =>
            Effect.fail(
              fault.code !== -32074 ? fault : new ProbeFault({
                ...fault,
                reason: `${fault.reason} At most 20 are listed. Among them: ${
                  kinds(nodes.filter(contains(query)))
                }. Search for more of the name`
              })
            ))
        )
        return nodesOf(matches, nodes)
      })
      const found = yield* refs.onPage(search)
      if (found.length === 0) {
        return text(
          `Nothing visible matches ${
            JSON.stringify(query)
          }. Only the active window is searched; chr_readPage shows it.`,
          {
            matches: []
          }
        )
      }
      const values = yield* valuesOf(found.flatMap(({ node }) => node ?? []))
      const lines = found.map(({ match, node }) =>
        node === undefined ? `${label({ role: "", ...match })} -` : line(node, values)
      )
      return text([countOf(found.length, "match").replace("matchs", "matches"), ...lines].join("\n"), {
        matches: found.map(({ match, node }) => ({ ...match, ref: node?.ref ?? "" }))
      })
    })
  })
]
