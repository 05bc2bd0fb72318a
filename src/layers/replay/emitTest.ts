import { Settings, type SettingsValues } from "../../services/Settings.ts"
import type { Recording, Step } from "./recording.ts"
import type { Answer } from "./Replay.ts"

/** The settings that say what is driven, and how; the others belong to the process that recorded. */
const driven = [
  "demo",
  "wsUrl",
  "target",
  "args",
  "targetPort",
  "probe",
  "launcherPath",
  "qtDir",
  "qtVersion",
  "cwd",
  "env",
  "platform",
  "startupTimeout",
  "callTimeout",
  "x11Input",
  "discovery"
] as const satisfies ReadonlyArray<keyof SettingsValues>

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const settingsText = (settings: SettingsValues, { modes }: Recording): string => {
  const given = driven.filter((key) => !isSame(settings[key], Settings.defaults[key]))
    .map((key) => `${key}: ${JSON.stringify(settings[key])}`)
  const environment = settings.target === undefined ? [] : ["environment: env"]
  const lines = ["...Settings.defaults", `mode: ${JSON.stringify(modes)}`, ...given, ...environment]
  return lines.map((line) => `  ${line}`).join(",\n")
}

/** A text as a template literal, so that its lines stay lines. */
const template = (text: string): string =>
  text.includes("\n")
    ? `\`${text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${").replaceAll("\r", "\\r")}\``
    : JSON.stringify(text)

const answerText = ({ ok, text }: Answer): string => `Replay.${ok ? "ok" : "failed"}(${template(text)})`

const callText = ({ args, hidden, tool }: Extract<Step, { readonly _tag: "begin" }>["call"]): string =>
  `{ tool: ${JSON.stringify(tool)}, args: ${JSON.stringify(args)}${
    hidden === undefined ? "" : `, hidden: ${JSON.stringify(hidden)}`
  } }`

/** A call that was answered at once is one step; others are begun, and answered when they were. */
const stepTexts = (steps: ReadonlyArray<Step>): ReadonlyArray<string> =>
  steps.flatMap((step, index) => {
    const next = steps[index + 1]
    const before = steps[index - 1]
    if (step._tag === "begin") {
      return next?._tag === "answer" && next.number === step.number
        ? [`yield* session.step(${step.number}, ${callText(step.call)}, ${answerText(next.expected)})`]
        : [`yield* session.begin(${step.number}, ${callText(step.call)})`]
    }
    if (step._tag === "abandon") return [`yield* session.abandon(${step.number})`]
    return before?._tag === "begin" && before.number === step.number
      ? []
      : [`yield* session.answer(${step.number}, ${answerText(step.expected)})`]
  })

/** A vitest file that does what the recording says, against the application these settings name. */
export const emitTest = (name: string, recording: Recording, settings: SettingsValues): string => {
  const hasSecrets = recording.steps.some((step) => step._tag === "begin" && step.call.hidden !== undefined)
  const readsEnvironment = hasSecrets || settings.target !== undefined
  return [
    "import * as Effect from \"effect/Effect\"",
    "import * as Layer from \"effect/Layer\"",
    "import * as ManagedRuntime from \"effect/ManagedRuntime\"",
    ...(readsEnvironment ? ["import { env } from \"node:process\""] : []),
    "import { Bridge, Replay, Settings } from \"qtmcp\"",
    "import { afterAll, it } from \"vitest\"",
    "",
    "const settings = Layer.succeed(Settings, {",
    settingsText(settings, recording),
    "})",
    "",
    "const bridge = ManagedRuntime.make(Bridge.layer.pipe(Layer.provide(settings)))",
    "afterAll(() => bridge.dispose())",
    "",
    "const program = Effect.gen(function*() {",
    ...(hasSecrets ? ["  // The file it was recorded with."] : []),
    `  const session = yield* Replay.session(${hasSecrets ? "{ secrets: env[\"QTMCP_SECRETS\"] }" : ""})`,
    ...stepTexts(recording.steps).map((step) => `  ${step}`),
    "})",
    "",
    `it(${JSON.stringify(name)}, { timeout: ${30_000 + recording.calls * 5000} }, () => bridge.runPromise(program))`,
    ""
  ].join("\n")
}
