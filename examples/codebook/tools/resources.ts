import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { Events, McpBridge } from "../../../src/index.ts"
import { Project } from "../services/Project.ts"

/** The text of every interview, for clients that read resources. */
export const layer = Layer.unwrap(Effect.gen(function*() {
  const { changes } = yield* Events
  return McpBridge.resourceTemplate({
    template: "codebook://document/{id}",
    name: "document",
    description: "The text of an interview",
    list: Project.use(({ use }) => use((store) => store.documents)).pipe(
      Effect.map((documents) => documents.map(({ id, name }) => ({ uri: `codebook://document/${id}`, name }))),
      Effect.orElseSucceed(() => [])
    ),
    read: (variables) =>
      Project.use(({ use }) => use((store) => store.document(variables.get("id") ?? ""))).pipe(
        Effect.map(({ text }) => text),
        Effect.catchTag("DOCUMENT_NOT_FOUND", () => Effect.undefined)
      ),
    listings: Stream.filter(changes, ({ type }) => type === "project_opened" || type === "project_closed")
  })
}))
