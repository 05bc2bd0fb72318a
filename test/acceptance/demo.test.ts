import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { afterAll } from "vitest"
import * as Demo from "../../src/layers/demo/Demo.ts"
import { acceptance } from "./suite.ts"

acceptance("the demo application", ["--demo"], { quit: false })

const scope = Scope.makeUnsafe()
const seed = await Effect.runPromise(Scope.provide(Demo.start({ generation: "seed" }), scope))
afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

acceptance("the demo application of the seed generation", ["--ws-url", seed.url], {
  quit: false,
  isSeed: true,
  hasTree: false
})
