import type { AccessNode } from "../access/AccessNode.ts"
import type { Application } from "../toolkit/Application.ts"
import type { Json, JsonObject } from "../toolkit/Json.ts"
import type { Paint } from "./Paint.ts"

/** What a handler works on. */
export interface Context {
  readonly app: Application
  readonly paint: Paint
  readonly refs: Map<string, Ref>
  /** Name and method prefix of the generation: qtPilot / qtpilot, QtMCP / qtmcp. */
  readonly product: string
  readonly prefix: string
  /** Bytes `echo` adds to its answer. */
  readonly huge: () => number
}

/** What a `ref_N` of chrome mode stands for. */
export type Ref = AccessNode

export interface Answer {
  readonly result: Json
  /** Goes to `meta.objectId`. */
  readonly objectId?: string
}

/** A handler that first puts the GUI thread to sleep. */
export interface Asleep {
  readonly sleep: number
  readonly wake: () => Answer
}

export type Method = (params: JsonObject, context: Context) => Answer | Asleep

export type MethodTable = Readonly<Record<string, Method>>
