import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** One object of the application, as the probe can be told of it. */
export interface RefTarget {
  /** Goes into `objectId` or `root` on the wire: `#12` where the probe gave a number, else its path. */
  readonly id: string
  /** The probe's path, for the few methods that take nothing else. */
  readonly path: string
  readonly className: string
}

/** A ref that names nothing any more, or never did. */
export class DeadRef extends Schema.TaggedError<DeadRef>()("DeadRef", { ref: Schema.String }) {
  override get message(): string {
    return `${this.ref} is not a ref of this connection: refs end with the connection or with their object, and are never used again. Take a fresh outline (qt_objects_tree, qt_find, or chr_readPage in chrome mode) and use the refs it prints.`
  }
}

/**
 * Short names for objects: `e12` for an object of an outline, `ref_7` for a node of the chrome page. One name belongs to
 * one object for the life of a connection and is never given to another, not even on a later connection.
 */
export class Refs extends Context.Service<Refs, {
  /** The path behind a ref of the present connection, for who shows what it names; undefined where there is none. */
  readonly pathOf: (ref: string) => string | undefined
  /** The ref of this object on this connection; the same object gets the same ref again. */
  readonly issue: (connection: number, target: RefTarget) => string
  /** The object behind a ref, or undefined where `ref` does not look like one (it is then an id of the probe). */
  readonly resolve: (connection: number, ref: string) => Effect.Effect<RefTarget | undefined, DeadRef>
  /** The ref of a page node: `key` tells the same node in two readings, `probeRef` is the probe's name in this one. */
  readonly issueNode: (connection: number, key: string, probeRef: string) => string
  /** A page was read again: every probe name from before is void until its node is seen again. */
  readonly forgetNodes: (connection: number) => void
  /** `current` is undefined for a node that the last reading did not show. */
  readonly resolveNode: (
    connection: number,
    ref: string
  ) => Effect.Effect<{ readonly key: string; readonly current: string | undefined }, DeadRef>
  /**
   * Runs alone among its kind. The probe gives every node another name at each reading, so between a reading and the use
   * of a name from it no other reading may come.
   */
  readonly onPage: <A, E, R>(use: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}>()("qtmcp/services/Refs") {}
