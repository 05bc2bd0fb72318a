import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as RefsLive from "../../../src/layers/RefsLive.ts"
import { ProbeSocket } from "../../../src/services/ProbeSocket.ts"
import { Refs } from "../../../src/services/Refs.ts"
import { type Fits, resolve } from "../../../src/tools/screen/resolve.ts"
import { fieldRoles, viewRoles } from "../../../src/tools/screen/Screen.ts"
import { makeFakeProbe } from "../../harness/fakeProbe.ts"
import { at, elementsOf, item, node, screenOf } from "./nodes.ts"

const combo = node("combobox", "Red", {
  objectId: "combo",
  bounds: at(100, 60),
  children: [node("list", "Inner", { objectId: "inner", children: [item("listitem", "Green")] })]
})

const dock = node("window", "Contents", {
  objectId: "dock",
  bounds: at(0, 200, 300, 200),
  children: [
    node("button", "Close", { objectId: "close", bounds: at(0, 200) }),
    node("tree", "Titles", { objectId: "titles", bounds: at(0, 230) })
  ]
})

const page = node("window", "Demo", {
  objectId: "demo",
  children: [
    node("menubar", "", { objectId: "bar", bounds: at(0, 0), children: [item("menuitem", "File")] }),
    node("button", "Open a file", { objectId: "open", bounds: at(0, 30) }),
    node("text", "Colour:", { objectId: "label", bounds: at(0, 60, 90) }),
    combo,
    node("button", "Next (F3)", { objectId: "next", bounds: at(0, 90) }),
    node("textbox", "Search", { objectId: "search", bounds: at(0, 120) }),
    node("button", "Search", { objectId: "go", bounds: at(200, 120) }),
    node("textbox", "Editor", { objectId: "plain", bounds: at(0, 150), className: "App::Editor" }),
    dock
  ]
})

const root = elementsOf({
  ...page,
  children: (page.children ?? []).map((child) => child.objectId === "plain" ? { ...child, name: "App::Editor" } : child)
})
const screen = screenOf(root)
const modal = screenOf(root, { isModal: true })

const found = (target: string, fits?: Fits, on = screen) =>
  resolve(on, target, fits).pipe(
    Effect.map((element) => `${element.role} ${element.label}`.trim()),
    Effect.catch((error) => Effect.succeed(error.message)),
    Effect.provideServiceEffect(ProbeSocket, Effect.map(makeFakeProbe({}), ({ socket }) => socket)),
    Effect.provide(RefsLive.layer)
  )

const isButton: Fits = ({ role }) => role === "button"
const isField: Fits = ({ role }) => fieldRoles.has(role)
const isView: Fits = ({ role }) => viewRoles.has(role)

describe("what a target means", () => {
  it.effect("a label, whatever its case, mnemonic and ellipsis", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* found("open a FILE…"), "button Open a file")
    }))

  it.effect("the label that was merged into a field", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* found("Colour"), "combobox Colour")
    }))

  it.effect("of several the one that fits, and by its role", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* found("Search", isButton), "button Search")
      assert.strictEqual(yield* found("Search", isField), "textbox Search")
      assert.strictEqual(yield* found("textbox Search"), "textbox Search")
    }))

  it.effect("several that fit are refused with all of them", () =>
    Effect.gen(function*() {
      const text = yield* found("Search")
      assert.include(text, "Several are called \"Search\"")
      assert.match(text, /textbox Search e\d+; button Search e\d+/)
      assert.include(text, "Nothing was done")
    }))

  it.effect("a role alone where there is one of it", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* found("combobox"), "combobox Colour")
      assert.include(yield* found("button"), "Several are called")
    }))

  it.effect("the class of what has no label", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* found("Editor"), "textbox")
      assert.strictEqual(yield* found("App::Editor"), "textbox")
    }))

  it.effect("the title of the window itself", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* found("demo"), "window Demo")
    }))

  it.effect("a container stands for the one thing in it that fits", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* found("Contents", isView), "tree Titles")
      assert.strictEqual(yield* found("Contents"), "window Contents")
    }))

  it.effect("a part of a label, where nothing is called so", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* found("Next", isButton), "button Next (F3)")
    }))

  it.effect("not a part of a label where something is called so that does not fit", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* found("File", isButton), "menuitem File")
    }))

  it.effect("not the parts of a field", () =>
    Effect.gen(function*() {
      assert.include(yield* found("Inner"), "Nothing on the screen is called \"Inner\"")
    }))

  it.effect("nothing, and then it says what is in front", () =>
    Effect.gen(function*() {
      assert.include(yield* found("Nix"), "in front is the window \"Demo\"")
      assert.include(yield* found("Nix", isButton, modal), "in front is the dialog \"Demo\"")
    }))
})

describe("refs", () => {
  const withRefs = (ref: string) =>
    Effect.gen(function*() {
      const refs = yield* Refs
      for (let number = 1; number <= 20; number += 1) {
        refs.issue(1, { id: `#${number}`, path: `p${number}`, className: "QWidget" })
      }
      return yield* resolve(screen, ref).pipe(
        Effect.map((element) => element.label),
        Effect.catch((error) => Effect.succeed(error.message))
      )
    }).pipe(
      Effect.provideServiceEffect(ProbeSocket, Effect.map(makeFakeProbe({}), ({ socket }) => socket)),
      Effect.provide(RefsLive.layer)
    )

  it.effect("mean one object", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* withRefs("e3"), "Open a file")
    }))

  it.effect("of what is not on the screen are refused with what is in front", () =>
    Effect.gen(function*() {
      assert.include(yield* withRefs("e20"), "e20 is not on the screen now: in front is the window \"Demo\"")
    }))

  it.effect("that were never issued are dead", () =>
    Effect.gen(function*() {
      assert.include(yield* withRefs("e99"), "e99 is not a ref of this connection")
    }))
})
