import * as Effect from "effect/Effect"
import * as Sse from "effect/encoding/Sse"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Events } from "../../../src/index.ts"
import { topic } from "../services/Commands.ts"
import { Command, run } from "./command.ts"
import { files } from "./files.ts"
import { state } from "./state.ts"

/** The page may load and ask only what comes from this server, and nothing written in it is ever run. */
const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store"
}

const page = HttpRouter.use(Effect.fnUntraced(function*(router) {
  for (const { body, contentType, path } of files()) {
    yield* router.add("GET", `/${path.slice(1)}`, HttpServerResponse.text(body, { contentType, headers }))
  }
}))

const told = HttpRouter.add(
  "GET",
  "/codebook/state",
  Effect.map(state, (now) => HttpServerResponse.jsonUnsafe(now, { headers }))
)

const refusal = (status: number, message: string) => HttpServerResponse.jsonUnsafe({ message }, { status, headers })

/** What the person does; it is done when this has been answered. */
const commands = HttpRouter.add(
  "POST",
  "/codebook/commands",
  HttpServerRequest.schemaBodyJson(Command).pipe(
    Effect.flatMap(run),
    Effect.as(HttpServerResponse.empty({ headers })),
    Effect.catchTags({
      SchemaError: () => Effect.succeed(refusal(400, "This is no command.")),
      HttpServerError: () => Effect.succeed(refusal(400, "This is no command."))
    }),
    Effect.catch((error) => Effect.succeed(refusal(409, error.message)))
  )
)

const From = Schema.Struct({ from: Schema.optionalKey(Schema.FiniteFromString) })
const Seen = Schema.Struct({ "last-event-id": Schema.optionalKey(Schema.FiniteFromString) })

/** What happens, from the event on that the page names; a browser that comes back names the last one it had. */
const stream = HttpRouter.add(
  "GET",
  "/codebook/events",
  Effect.gen(function*() {
    const { from = 1 } = yield* HttpServerRequest.schemaSearchParams(From)
    const { "last-event-id": last } = yield* HttpServerRequest.schemaHeaders(Seen)
    const events = yield* Events
    const told = events.subscribe({ topic, from: last === undefined ? from : last + 1 }).pipe(
      Stream.map((one) =>
        one._tag === "Event"
          ? { _tag: "Event" as const, id: `${one.event.seq}`, event: "message", data: JSON.stringify(one.event) }
          : { _tag: "Event" as const, id: undefined, event: "missed", data: `${one.count}` }
      ),
      Stream.map((event) => Sse.encoder.write(event)),
      Stream.merge(Stream.map(Stream.tick("15 seconds"), () => ": still here\n\n"))
    )
    return HttpServerResponse.stream(Stream.encodeText(told), { contentType: "text/event-stream", headers })
  }).pipe(Effect.catchTag("SchemaError", () => Effect.succeed(refusal(400, "This is no place among the events."))))
)

/** The person's page, behind the same door as the tools. */
export const routes = Layer.mergeAll(page, told, commands, stream)
