import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { Refs } from "../../services/Refs.ts"
import { withChanges } from "../probe/action.ts"
import { call } from "../probe/ask.ts"
import { acting } from "../probe/observing.ts"
import { changeLine } from "../text/changes.ts"
import { make, text } from "../tool.ts"
import { act } from "./act.ts"
import { fit, input } from "./forms.ts"
import type { PageNode } from "./node.ts"
import { locate } from "./page.ts"
import { called, click, clicking, isInOpenMenu } from "./routes.ts"
import { valueOf } from "./values.ts"

const ref = Schema.NonEmptyString.annotate({ description: "from chr_readPage or chr_find" })

/** An action on the node behind a ref, while no other tool renames the nodes. */
const onNode = <A, E, R>(
  given: string,
  use: (node: PageNode) => Effect.Effect<A, E, R>
) => Effect.flatMap(Refs, (refs) => refs.onPage(Effect.flatMap(locate(given), use)))

const clickWire = acting(...clicking)
const wire = { newest: clickWire.newest, seed: [...clickWire.seed, "qt.objects.info"] }

/** A role the action is not meant for would be "navigated" as well (§7). */
const roles = { activateTab: "tab", activateMenuItem: "menuitem" } as const

const undoRedo = (action: "back" | "forward") =>
  Effect.map(
    withChanges(call("chr.navigate", { action }, { action: true })),
    (found) => text(`${action === "back" ? "undo" : "redo"}; ${changeLine(found)}`, { changes: found })
  )

const activate = Effect.fn("Chrome.activate")(function*(node: PageNode, action: keyof typeof roles) {
  if (node.role !== roles[action]) {
    return yield* new Refused({
      reason: `${called(node)} is no ${roles[action]}, so ${action} does not fit. Nothing was sent. Use chr_click.`
    })
  }
  if (yield* isInOpenMenu(node)) return yield* click(node)
  const send = call("chr.navigate", { action, ref: node.wireRef }, { action: true })
  return yield* act({ node, said: `activated ${called(node)}`, send })
})

export const actingTools = [
  make({
    name: "chr_click",
    kind: "act",
    about: "Click an element.",
    example: { ref: "ref_7" },
    params: { ref },
    wire,
    run: Effect.fn("chr_click")(({ ref }) => onNode(ref, click))
  }),
  make({
    name: "chr_formInput",
    kind: "act",
    about: "Set the value of a field, any script; check boxes take true or false.",
    params: {
      ref,
      value: Schema.Union([Schema.String, Schema.Finite, Schema.Boolean]).annotate({
        description: "text, number, item text or boolean"
      })
    },
    wire: acting("chr.readPage", "chr.formInput", "qt.properties.get"),
    run: Effect.fn("chr_formInput")(({ ref, value }) =>
      onNode(ref, (node) =>
        Effect.gen(function*() {
          const wanted = yield* fit(node, value)
          const answer = yield* act({ node, said: `set ${called(node)}`, send: input(node, wanted) })
          const holds = yield* valueOf(node)
          const isOther = holds !== undefined && holds !== String(wanted)
          const note = isOther ? ` (asked for ${JSON.stringify(wanted)}, it holds ${JSON.stringify(holds)})` : ""
          return {
            ...answer,
            content: answer.content.map((part) => part.type === "text" ? { ...part, text: part.text + note } : part)
          }
        }))
    )
  }),
  make({
    name: "chr_navigate",
    kind: "act",
    about: "Activate a tab or menu item; back undoes, forward redoes.",
    params: {
      ref: Schema.optionalKey(ref),
      action: Schema.optionalKey(
        Schema.Literals(["activateTab", "activateMenuItem", "back", "forward"]).annotate({
          description: "default activateTab"
        })
      )
    },
    wire: { newest: [...wire.newest, "chr.navigate"], seed: [...wire.seed, "chr.navigate"] },
    run: Effect.fn("chr_navigate")(function*({ action = "activateTab", ref }) {
      if (action === "back" || action === "forward") return yield* undoRedo(action)
      if (ref === undefined) {
        return yield* new Refused({
          reason: `${action} needs the ref of a ${roles[action]}; chr_readPage prints them. Nothing was sent.`
        })
      }
      return yield* onNode(ref, (node) => activate(node, action))
    })
  })
]
