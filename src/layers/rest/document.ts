import * as OpenApi from "effect/http-api/OpenApi"
import * as Predicate from "effect/Predicate"

/** Of an operation whose body may be absent: Effect reads that as null, and describes it so. `schema` names the body's. */
export const bodyMayBeAbsent = (schema: string) => {
  const content = { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } }
  return OpenApi.annotations({ override: { requestBody: { required: false, content } } })
}

/** Of an operation with a parameter that counts: Effect describes the text it comes as. */
export const counting = (name: string) => {
  const counted = (parameter: unknown) =>
    Predicate.hasProperty(parameter, "name") && parameter.name === name
      ? { ...parameter, schema: { type: "integer", minimum: 0 } }
      : parameter
  return OpenApi.annotations({
    transform: (operation) => {
      const parameters: unknown = operation["parameters"]
      return { ...operation, parameters: Array.isArray(parameters) ? parameters.map(counted) : parameters }
    }
  })
}

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
