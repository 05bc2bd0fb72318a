import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { ProbeError, UnexpectedAnswer } from "../../services/ProbeError.ts"
import type { ProbeSocket } from "../../services/ProbeSocket.ts"
import { ask, call, generation } from "./ask.ts"
import { Rectangle } from "./Rectangle.ts"
import { onTarget } from "./targets.ts"

const Info = Schema.Struct({
  className: Schema.String,
  objectName: Schema.optionalKey(Schema.String),
  superClasses: Schema.Array(Schema.String),
  visible: Schema.optionalKey(Schema.Boolean),
  enabled: Schema.optionalKey(Schema.Boolean)
})

export const Property = Schema.Struct({
  name: Schema.String,
  type: Schema.String,
  value: Schema.optionalKey(Schema.Unknown),
  readable: Schema.optionalKey(Schema.Boolean),
  writable: Schema.optionalKey(Schema.Boolean)
})

export const Method = Schema.Struct({
  name: Schema.String,
  signature: Schema.String,
  returnType: Schema.optionalKey(Schema.String),
  parameterTypes: Schema.optionalKey(Schema.Array(Schema.String)),
  parameterNames: Schema.optionalKey(Schema.Array(Schema.String))
})

const Geometry = Schema.Struct({ ...Rectangle.fields, visible: Schema.optionalKey(Schema.Boolean) })

const Model = Schema.Struct({
  rowCount: Schema.Int,
  columnCount: Schema.Int,
  hasChildren: Schema.Boolean,
  roleNames: Schema.Record(Schema.String, Schema.String)
})

const Qml = Schema.Record(Schema.String, Schema.Unknown)

/** What an object can be asked for; a part that does not apply to it is null. */
export const Inspection = Schema.Struct({
  info: Schema.optionalKey(Info),
  properties: Schema.optionalKey(Schema.Array(Property)),
  methods: Schema.optionalKey(Schema.Array(Method)),
  signals: Schema.optionalKey(Schema.Array(Method)),
  qml: Schema.optionalKey(Schema.NullOr(Qml)),
  geometry: Schema.optionalKey(Schema.NullOr(Geometry)),
  model: Schema.optionalKey(Schema.NullOr(Model))
})
export type Inspection = typeof Inspection.Type

export const parts = ["info", "properties", "methods", "signals", "qml", "geometry", "model"] as const
export type Part = (typeof parts)[number]

const inspectNewest = ask("qt.objects.inspect", Inspection)
const seedInfo = ask("qt.objects.info", Info)
const seedProperties = ask("qt.properties.list", Schema.Array(Property))
const seedMethods = ask("qt.methods.list", Schema.Array(Method))
const seedSignals = ask("qt.signals.list", Schema.Array(Method))
const seedQml = ask("qt.qml.inspect", Qml)
const seedGeometry = ask("qt.ui.geometry", Schema.Struct({ local: Geometry }))
const seedModel = ask("qt.models.info", Model)

type PartError = ProbeError | UnexpectedAnswer

/** A part that does not apply is an error on this generation, and null on the newest. */
const orNull = <A, R>(part: Effect.Effect<A, PartError, R>) =>
  Effect.catchTag(part, "ProbeFault", () => Effect.succeed(null))

/** The seed generation has one method a part, and no `parts` parameter. */
const seedPart = {
  info: (id: string) => Effect.map(seedInfo({ objectId: id }), (info) => ({ info })),
  properties: (id: string) => Effect.map(seedProperties({ objectId: id }), (properties) => ({ properties })),
  methods: (id: string) => Effect.map(seedMethods({ objectId: id }), (methods) => ({ methods })),
  signals: (id: string) => Effect.map(seedSignals({ objectId: id }), (signals) => ({ signals })),
  qml: (id: string) => Effect.map(orNull(seedQml({ objectId: id })), (qml) => ({ qml })),
  geometry: (id: string) =>
    Effect.map(orNull(seedGeometry({ objectId: id })), (found) => ({ geometry: found?.local ?? null })),
  model: (id: string) => Effect.map(orNull(seedModel({ objectId: id })), (model) => ({ model }))
}

const seed = Effect.fnUntraced(function*(id: string, wanted: ReadonlyArray<Part>) {
  const found = yield* Effect.forEach(
    wanted,
    (part): Effect.Effect<Inspection, PartError, ProbeSocket> => seedPart[part](id)
  )
  const inspection: Inspection = Object.assign({}, ...found)
  return inspection
})

/** Inspects an object on either generation. */
export const inspect = Effect.fn("Objects.inspect")(function*(given: string, wanted: ReadonlyArray<Part>) {
  const isNewest = (yield* generation) === "newest"
  return yield* onTarget(
    given,
    ({ id }) => isNewest ? inspectNewest({ objectId: id, parts: wanted }) : seed(id, wanted)
  )
})

/**
 * An object that is known to exist. Roots go through here: the probe ignores one it does not know and answers for the
 * whole application (probe protocol notes §3).
 */
export const existing = Effect.fn("Objects.existing")(function*(given: string) {
  const method = (yield* generation) === "newest" ? "qt.objects.inspect" : "qt.objects.info"
  return yield* onTarget(given, (target) => Effect.as(call(method, { objectId: target.id }), target))
})

/** The probe's id of an object that is known to exist. */
export const existingId = (given: string) => Effect.map(existing(given), ({ id }) => id)
