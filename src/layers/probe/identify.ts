import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Generation, ProbeInfo } from "../../services/ProbeSocket.ts"
import type { Link } from "./link.ts"
import type { Target } from "./target.ts"

const Version = Schema.Struct({ name: Schema.optionalKey(Schema.String), version: Schema.optionalKey(Schema.String) })
const decodeVersion = Schema.decodeUnknownOption(Version)

const decodeValue = Schema.decodeUnknownOption(Schema.Struct({ value: Schema.NonEmptyString }))

const Found = Schema.Struct({ objectId: Schema.String })
const decodeFound = Schema.decodeUnknownOption(
  Schema.Union([Schema.NonEmptyArray(Found), Schema.Struct({ objects: Schema.NonEmptyArray(Found) })])
)

const options = { timeout: Duration.seconds(5), action: false }

/** The header decides where there is one; a proxy may drop it, then `qt.version` does. */
const generationOf = (server: string, name: string): Generation =>
  server === "QtMCP" || (server !== "qtPilot" && name === "QtMCP") ? "seed" : "newest"

const Tree = Schema.Struct({ children: Schema.NonEmptyArray(Schema.Struct({ className: Schema.String })) })
const decodeTree = Schema.decodeUnknownOption(Tree)

/** The application object: first in the tree without a root, often of a class of its own. */
const applicationId = Effect.fnUntraced(function*(link: Link, generation: Generation) {
  const tree = decodeTree(yield* link.request("qt.objects.tree", { maxDepth: 0 }, options))
  if (Option.isNone(tree)) return undefined
  const [{ className }] = tree.value.children
  const method = generation === "seed" ? "qt.objects.query" : "qt.objects.search"
  const found = decodeFound(yield* link.request(method, { className }, options))
  if (Option.isNone(found)) return undefined
  return ("objects" in found.value ? found.value.objects : found.value)[0].objectId
})

const property = Effect.fnUntraced(function*(link: Link, objectId: string, name: string) {
  return Option.getOrUndefined(decodeValue(yield* link.request("qt.properties.get", { objectId, name }, options)))
    ?.value
})

/** The application's own name; one without a name is no reason to fail. */
const application = (link: Link, generation: Generation) =>
  Effect.gen(function*() {
    const id = yield* applicationId(link, generation)
    if (id === undefined) return {}
    const appName = yield* property(link, id, "applicationName")
    const appVersion = yield* property(link, id, "applicationVersion")
    return { ...(appName === undefined ? {} : { appName }), ...(appVersion === undefined ? {} : { appVersion }) }
  }).pipe(Effect.orElseSucceed(() => ({})))

const Windows = Schema.Struct({
  windows: Schema.Array(Schema.Struct({ windowTitle: Schema.String, isActive: Schema.optionalKey(Schema.Boolean) }))
})
const decodeWindows = Schema.decodeUnknownOption(Windows)

/** The title of the window in front, or of the first that has one. */
const title = (link: Link) =>
  Effect.map(link.request("chr.tabsContext", {}, options), (answer) => {
    const titled = Option.match(decodeWindows(answer), {
      onNone: () => [],
      onSome: ({ windows }) => windows.filter(({ windowTitle }) => windowTitle !== "")
    })
    const window = titled.find(({ isActive }) => isActive === true) ?? titled[0]
    return window === undefined ? {} : { title: window.windowTitle.slice(0, 200) }
  }).pipe(Effect.orElseSucceed(() => ({})))

/**
 * Asks an open link who it is. `open` is provisional until `ping` is answered: a second client gets a successful
 * handshake too, and a close a moment later (probe protocol notes §1).
 */
export const identify = Effect.fn("ProbeSocket.identify")(function*({ pid, url }: Target, link: Link) {
  yield* link.request("ping", {}, options)
  const answer = yield* link.request("qt.version", {}, options).pipe(
    Effect.catchTag("ProbeFault", () => Effect.succeed({}))
  )
  const version = Option.getOrElse(decodeVersion(answer), () => ({ name: undefined, version: undefined }))
  const generation = generationOf(link.server, version.name ?? "")
  const info: ProbeInfo = {
    url,
    generation,
    server: link.server,
    version: version.version ?? "unknown",
    ...(pid === undefined ? {} : { pid }),
    ...(yield* application(link, generation)),
    ...(yield* title(link))
  }
  return info
})
