import * as Predicate from "effect/Predicate"

/** Of every operation: the server's token is all there is of security, and Effect's own notes are for its clients alone. */
const cleaned = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(cleaned)
    : Predicate.isObject(value)
    ? Object.fromEntries(
      Object.entries(value)
        .filter(([key, inner]) => key !== "x-effect-stream" && !(key === "security" && Array.isArray(inner)))
        .map(([key, inner]) => [key, cleaned(inner)])
    )
    : value

/** Finishes the OpenAPI document: what holds for all routes is said once. */
export const describe = (document: Record<string, unknown>): Record<string, unknown> => ({
  ...document,
  paths: cleaned(document["paths"]),
  components: {
    ...(Predicate.isObject(document["components"]) ? document["components"] : {}),
    securitySchemes: { token: { type: "http", scheme: "bearer", description: "Where the server has a token" } }
  },
  security: [{}, { token: [] }]
})
