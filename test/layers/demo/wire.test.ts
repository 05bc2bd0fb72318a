import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { mkdirSync, readFileSync } from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import {
  isJsonObject,
  type Json,
  type JsonObject,
  toArray,
  toObject,
  toText
} from "../../../src/layers/demo/toolkit/Json.ts"
import { attached, type DemoClient } from "./DemoClient.ts"
import { differences } from "./wireShape.ts"
import { refNames, seedNames, translate, translateMessage } from "./wireTranslation.ts"

const load = (name: string): JsonObject => {
  const value: Json = JSON.parse(readFileSync(new URL(`../../fixtures/wire/${name}.json`, import.meta.url), "utf8"))
  return toObject(value)
}

/** Recorded requests whose outcome depends on what only the recorded application did. */
const elsewhere = (method: string, sample: JsonObject): boolean => {
  const params = toObject(sample["params"])
  const code = toObject(sample["error"])["code"]
  const gone = ["deleteLater", "close", "quit", "setCurrentWidget"].includes(toText(params["method"]))
  return gone || code === -32071 ||
    (method === "chr.navigate" && (params["action"] === "back" || params["action"] === "forward")) ||
    // Answered from state of other requests of the sweep.
    JSON.stringify(params).includes("\"#") || params["objectId"] === "btn" || params["objectId"] === "1" ||
    params["name"] === "myDynamic" || params["objectName"] === "renamed" || params["objectName"] === "a/b c"
}

const nodes = (
  node: JsonObject
): Array<JsonObject> => [node, ...toArray(node["children"]).flatMap((child) => nodes(toObject(child)))]

/** Recorded refs to fresh refs of the demo's page. */
const freshRefs = Effect.fnUntraced(function*(client: DemoClient, generation: "newest" | "seed") {
  const page = toObject(yield* client.payload("chr.readPage", {}))
  const all = nodes(toObject(page["tree"]))
  return Object.entries(refNames(generation)).map(([recorded, name]): readonly [string, string] => {
    const node = all.find((each) => each["objectName"] === name || each["name"] === name)
    return [recorded, toText(node?.["ref"])]
  })
})

const seedIds = Effect.fnUntraced(function*(client: DemoClient) {
  const found: Array<readonly [string, string]> = []
  for (const [recorded, name] of Object.entries(seedNames)) {
    const entry = toObject(yield* client.payload("qt.objects.find", { name }))
    found.push([recorded, toText(entry["objectId"])])
  }
  return found
})

const checkError = (
  recorded: JsonObject,
  answer: JsonObject,
  known: ReadonlyMap<string, string>,
  about: string
): void => {
  const actual = toObject(answer["error"])
  assert.strictEqual(actual["code"], recorded["code"] ?? null, about)
  assert.deepStrictEqual(Object.keys(toObject(actual["data"])), Object.keys(toObject(recorded["data"])), about)
  const plain = (text: string): string => text.replaceAll(/\d+/g, "0")
  assert.strictEqual(
    plain(toText(actual["message"])),
    plain(translateMessage(toText(recorded["message"]), known)),
    about
  )
}

const payloadOf = (method: string, result: Json): Json =>
  /^(qt|cu|chr)\./.test(method) && isJsonObject(result) ? result["result"] ?? null : result

const checkResult = (
  method: string,
  samples: ReadonlyArray<JsonObject>,
  recorded: Json,
  answer: JsonObject,
  about: string
): void => {
  const result = answer["result"]
  assert.isDefined(result, `${about}: ${JSON.stringify(answer["error"])}`)
  if (method.startsWith("qt.names.list")) return
  if (isJsonObject(recorded) && isJsonObject(recorded["meta"])) {
    assert.deepStrictEqual(
      Object.keys(toObject(toObject(result)["meta"])),
      Object.keys(recorded["meta"]),
      `${about} meta`
    )
  }
  const payloads = samples.filter((each) => "result" in each).map((each) => payloadOf(method, each["result"] ?? null))
  const treeLike = method.endsWith("ree")
  const found = differences(payloads, payloadOf(method, recorded), payloadOf(method, result ?? null), treeLike)
  assert.deepStrictEqual(found, [], about)
}

const replay = Effect.fnUntraced(
  function*(generation: "newest" | "seed", method: string, samples: ReadonlyArray<JsonObject>) {
    const { client } = yield* attached({ generation })
    const ids = generation === "seed" ? yield* seedIds(client) : []
    yield* client.call("qt.names.save", { filePath: path.join(os.tmpdir(), "qtmcp-demo-wire", "names.json") })
    for (const sample of samples) {
      if (elsewhere(method, sample)) continue
      const refs = method.startsWith("chr.") && method !== "chr.find" ? yield* freshRefs(client, generation) : []
      const known = new Map([...ids, ...refs])
      const params = toObject(translate(sample["params"] ?? {}, known))
      if (toText(params["objectId"]).endsWith("tableWidget") && params["column"] === 1) params["column"] = 3
      const about = `${method} ${JSON.stringify(params)}`
      const answer = yield* client.call(method, params)
      if (isJsonObject(sample["error"])) checkError(sample["error"], answer, known, about)
      else checkResult(method, samples, sample["result"] ?? null, answer, about)
    }
  }
)

for (const generation of ["newest", "seed"] as const) {
  describe(`the ${generation} generation answers as recorded`, () => {
    mkdirSync(path.join(os.tmpdir(), "qtmcp-demo-wire"), { recursive: true })
    for (const [method, samples] of Object.entries(toObject(load(generation)["methods"]))) {
      it.live(method, () => Effect.scoped(replay(generation, method, toArray(samples).map(toObject))))
    }
  })
}
