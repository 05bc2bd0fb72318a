import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { pageHeaders } from "../http/door/pages.ts"
import { bundled } from "./bundled.ts"
import type { PageFile } from "./files.ts"
import { fromSources } from "./fromSources.ts"

const files: Effect.Effect<ReadonlyArray<PageFile>> = Effect.sync(() => bundled ?? fromSources())

const served = ({ body, contentType }: PageFile) => HttpServerResponse.text(body, { contentType, headers: pageHeaders })

/** The live view, to be given to a browser that asks for `/`. */
export const livePage = Effect.map(files, (all) => {
  const page = all.find(({ path }) => path === "/live")
  return page === undefined ? Effect.die(new Error("the live view was not bundled")) : Effect.succeed(served(page))
})

/** The live view at `/live` too, where an application has a page of its own at `/`, and all it consists of. */
export const routes = HttpRouter.use(Effect.fnUntraced(function*(router) {
  for (const file of yield* files) yield* router.add("GET", `/${file.path.slice(1)}`, served(file))
}))
