/** A Qt reflection failure; `kind` decides the wire code the native methods give it. */
export class MetaFailure extends Error {
  readonly kind: "property" | "readOnly" | "conversion" | "method" | "signal"

  constructor(kind: MetaFailure["kind"], message: string) {
    super(message)
    this.kind = kind
  }
}

/** The simulated process died: the connection is destroyed and the port closed (probe protocol notes §9). */
export class AppCrash extends Error {
  override readonly name = "AppCrash"
}
