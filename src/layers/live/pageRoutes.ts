import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { pageHeaders } from "../http/door/pages.ts"
import { bundled } from "./bundled.ts"
import type { PageFile } from "./files.ts"
import { fromSources } from "./fromSources.ts"

const files: Effect.Effect<ReadonlyArray<PageFile>> = Effect.sync(() => bundled ?? fromSources())

const served = ({ body, contentType }: PageFile) => HttpServerResponse.text(body, { contentType, headers: pageHeaders })

const isPage = ({ path }: PageFile) => path === "/live"

/** The live view, to be given to a browser that asks for it. */
export const livePage = Effect.map(files, (all) => {
  const page = all.find(isPage)
  return page === undefined ? Effect.die(new Error("the live view was not bundled")) : Effect.succeed(served(page))
})

/** All else that it consists of. */
export const routes = HttpRouter.use(Effect.fnUntraced(function*(router) {
  for (const file of (yield* files).filter((file) => !isPage(file))) {
    yield* router.add("GET", `/${file.path.slice(1)}`, served(file))
  }
}))
