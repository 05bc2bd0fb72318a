import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import type { OutlineNode } from "../../../src/tools/probe/outline.ts"
import { renderOutline } from "../../../src/tools/text/outline.ts"

interface Recorded {
  readonly id: string
  readonly className: string
  readonly objectName?: string
  readonly text?: string
  readonly visible?: boolean
  readonly qmlId?: string
  readonly qmlTypeName?: string
  readonly children?: ReadonlyArray<Recorded>
}

const Recorded: Schema.Codec<Recorded, unknown> = Schema.Struct({
  id: Schema.String,
  className: Schema.String,
  objectName: Schema.optionalKey(Schema.String),
  text: Schema.optionalKey(Schema.String),
  visible: Schema.optionalKey(Schema.Boolean),
  qmlId: Schema.optionalKey(Schema.String),
  qmlTypeName: Schema.optionalKey(Schema.String),
  children: Schema.optionalKey(Schema.Array(Schema.suspend(() => Recorded)))
})

const read = (name: string): string => readFileSync(new URL(`../../fixtures/outlines/${name}`, import.meta.url), "utf8")

const numbered = (root: Recorded): OutlineNode => {
  let last = 0
  const number = ({ children = [], ...node }: Recorded): OutlineNode => {
    last += 1
    return { ...node, ref: `e${last}`, children: children.map(number) }
  }
  return number(root)
}

const rendered = (name: string): string => {
  const tree = numbered(Schema.decodeSync(Schema.fromJsonString(Recorded))(read(`${name}.json`)))
  const { deeper, helpers, lines } = renderOutline(tree)
  return [...lines, `(${helpers} helpers, ${deeper} deeper)`, ""].join("\n")
}

describe("outlines of recorded applications", () => {
  for (const name of ["newest", "seed", "qml"]) {
    it(`${name} is as it was looked over by a person`, () => {
      assert.strictEqual(rendered(name), read(`${name}.txt`))
    })
  }

  it("are a tenth of what the probe sends", () => {
    assert.isBelow(rendered("newest").length * 10, read("newest.json").length)
  })
})
