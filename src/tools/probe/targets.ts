import * as Effect from "effect/Effect"
import { type ProbeError, ProbeFault, Refused, type UnexpectedAnswer } from "../../services/ProbeError.ts"
import type { CallOptions } from "../../services/ProbeSocket.ts"
import { type DeadRef, Refs } from "../../services/Refs.ts"
import { call, connection, type Params } from "./ask.ts"
import { search } from "./objects.ts"

/** What `objectId` on the wire will be, and what is known of the object. */
export interface Target {
  readonly id: string
  readonly path: string | undefined
  /** As the caller wrote it, for messages. */
  readonly given: string
}

/** An object as a tool names it: a ref becomes the probe's id, everything else is one already. */
export const target = Effect.fn("Targets.target")(function*(given: string) {
  const refs = yield* Refs
  const found = yield* refs.resolve(yield* connection, given)
  const isPath = !/^#?\d+$/.test(given)
  const result: Target = { id: found?.id ?? given, path: found?.path ?? (isPath ? given : undefined), given }
  return result
})

/** Everything a request about an object can fail with. */
export type TargetError = ProbeError | UnexpectedAnswer | Refused | DeadRef

/** The object of that exact objectName, which people write although it is no id of the probe (§3). */
const byName = Effect.fn("Targets.byName")(function*(name: string, missing: ProbeFault) {
  if (/^#?\d+$|^e\d+$|\//.test(name)) return yield* missing
  const { objects } = yield* search({ objectName: name, limit: 6 })
  const [only, ...others] = objects
  if (only === undefined) return yield* missing
  if (others.length > 0) {
    const choices = objects.map((object) => `${object.ref} ${object.className}`).join(", ")
    return yield* new Refused({ reason: `Several objects are named ${name}: ${choices}. Nothing was done: use a ref.` })
  }
  const found: Target = { id: `#${only.numericId}`, path: only.objectId, given: name }
  return found
})

const gone = (given: string, fault: ProbeFault) =>
  new ProbeFault({
    ...fault,
    reason: /^e\d+$/.test(given)
      ? `${given} is gone: the application has deleted that object. Take a fresh outline; refs are never used again`
      : fault.reason
  })

/** Runs a request that concerns one object, whichever way the caller named it. */
export const onTarget = <A, R>(given: string, use: (target: Target) => Effect.Effect<A, TargetError, R>) =>
  Effect.flatMap(target(given), (known) =>
    use(known).pipe(
      Effect.catchTag("ProbeFault", (fault) =>
        fault.code === -32001 ? Effect.flatMap(byName(given, gone(given, fault)), use) : Effect.fail(fault))
    ))

/** The request `method` with `objectId` set. */
export const callOn = (method: string, given: string, params: Params = {}, options?: CallOptions) =>
  onTarget(given, ({ id }) => call(method, { ...params, objectId: id }, options))
