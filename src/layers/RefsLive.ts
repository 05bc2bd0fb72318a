import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Semaphore from "effect/Semaphore"
import { DeadRef, Refs, type RefTarget } from "../services/Refs.ts"

/** The names of one connection. */
interface Names {
  readonly connection: number
  readonly byId: Map<string, string>
  readonly targets: Map<string, RefTarget>
  readonly byKey: Map<string, string>
  readonly keys: Map<string, string>
  readonly current: Map<string, string>
}

const empty = (connection: number): Names => ({
  connection,
  byId: new Map(),
  targets: new Map(),
  byKey: new Map(),
  keys: new Map(),
  current: new Map()
})

/** The counters go on over connections, so that a ref of an earlier one is known to be dead and never names another object. */
export const layer = Layer.sync(Refs, () => {
  let names = empty(0)
  let objects = 0
  let nodes = 0
  const page = Semaphore.makeUnsafe(1)
  /** Whoever still speaks of an earlier connection must not take the names of this one away: it gets none that last. */
  const of = (connection: number): Names => {
    if (connection < names.connection) return empty(connection)
    if (connection > names.connection) names = empty(connection)
    return names
  }

  return Refs.of({
    pathOf: (ref) => names.targets.get(ref)?.path,
    issue: (connection, target) => {
      const { byId, targets } = of(connection)
      const known = byId.get(target.id)
      if (known !== undefined) return known
      const ref = `e${objects += 1}`
      byId.set(target.id, ref)
      targets.set(ref, target)
      return ref
    },
    resolve: (connection, ref) => {
      if (!/^e\d+$/.test(ref)) return Effect.undefined
      const target = of(connection).targets.get(ref)
      return target === undefined ? Effect.fail(new DeadRef({ ref })) : Effect.succeed(target)
    },
    issueNode: (connection, key, probeRef) => {
      const { byKey, current, keys } = of(connection)
      const ref = byKey.get(key) ?? `ref_${nodes += 1}`
      byKey.set(key, ref)
      keys.set(ref, key)
      current.set(ref, probeRef)
      return ref
    },
    forgetNodes: (connection) => of(connection).current.clear(),
    resolveNode: (connection, ref) => {
      const { current, keys } = of(connection)
      const key = keys.get(ref)
      return key === undefined ? Effect.fail(new DeadRef({ ref })) : Effect.succeed({ key, current: current.get(ref) })
    },
    onPage: (use) => page.withPermit(use)
  })
})
