import * as AiError from "effect/ai/AiError"
import * as AiTool from "effect/ai/Tool"
import type * as Toolkit from "effect/ai/Toolkit"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import type * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { CurrentCall, InvalidArguments, type Tool, type ToolHints, ToolRegistry } from "../../services/ToolRegistry.ts"
import { answerOf, written } from "./answer.ts"
import { Exclusive } from "./Exclusive.ts"
import { inputSchema } from "./inputSchema.ts"

/** A failure of a tool carries what the agent is told in its `message`. */
export interface Told {
  readonly message: string
}

/** A tool whose failures can be told. */
export type TellingTool = AiTool.Any & { readonly failureSchema: Schema.Constraint & { readonly Type: Told } }

export interface ToolkitOptions<S, E extends Told, R> {
  /**
   * Run for every call, before its handler, in a scope that ends with the call: what it gives is what the handler finds.
   * Its failure is the call's answer. So a tool never works on what was there when the server started.
   */
  readonly services: Effect.Effect<Context.Context<S>, E, R>
}

/** A toolkit with its handlers, as a call sees it: what comes from outside is not known to fit. */
interface Handling {
  readonly tools: Readonly<Record<string, AiTool.Any>>
  readonly handle: (
    name: string,
    input: unknown,
    id: undefined,
    options: typeof strict
  ) => Effect.Effect<Stream.Stream<Outcome, Told, unknown>, Told, unknown>
}

type Outcome = Pick<
  AiTool.HandlerResult<AiTool.Any>,
  "encodedResult" | "isFailure" | "modelOutput" | "preliminary" | "result"
>

const strict = { onExcessProperty: "error", errors: "all" } as const

const isAboutArguments = (error: Told): error is AiError.AiError & {
  readonly reason: AiError.ToolParameterValidationError
} => AiError.isAiError(error) && error.reason._tag === "ToolParameterValidationError"

const isTold = (result: unknown): result is Told =>
  Predicate.hasProperty(result, "message") && Predicate.isString(result.message)

const hintsOf = ({ annotations }: AiTool.Any): ToolHints => ({
  readOnly: Context.get(annotations, AiTool.Readonly),
  destructive: Context.get(annotations, AiTool.Destructive),
  idempotent: Context.get(annotations, AiTool.Idempotent),
  openWorld: Context.get(annotations, AiTool.OpenWorld)
})

/** A tool of the toolkit as the registry has it. A preliminary result is told as progress. */
const registered = (tool: AiTool.Any, { handle }: Handling, services: PerCall): Tool<unknown> => {
  const takesNothing = tool.parametersSchema === AiTool.EmptyParams
  const title = Context.getOption(tool.annotations, AiTool.Title)
  const exclusive = Context.get(tool.annotations, Exclusive)
  const hints = hintsOf(tool)

  const run = Effect.fnUntraced(function*(input: unknown) {
    const { progress } = yield* CurrentCall
    // Some hosts cannot send nothing, and fill in a dummy.
    const outcomes = yield* handle(tool.name, takesNothing ? {} : input ?? {}, undefined, strict)
    const last = yield* outcomes.pipe(
      Stream.tap(({ encodedResult, preliminary }) => preliminary ? progress(written(encodedResult)) : Effect.void),
      Stream.filter(({ preliminary }) => !preliminary),
      Stream.runLast
    )
    const outcome = yield* Effect.fromOption(last).pipe(Effect.orDie)
    if (!outcome.isFailure) return answerOf(outcome.encodedResult, outcome.modelOutput)
    // A tool may give its failures as results.
    const { encodedResult, result } = outcome
    return yield* Effect.fail<Told>(isTold(result) ? result : { message: written(encodedResult) })
  })

  return {
    name: tool.name,
    ...(Option.isSome(title) ? { title: title.value } : {}),
    kind: hints.readOnly && !exclusive ? "read" : "act",
    hints,
    exclusive,
    description: AiTool.getDescription(tool) ?? "",
    inputSchema: inputSchema(tool),
    wire: { newest: [], seed: [] },
    run: (input) =>
      Effect.scoped(Effect.flatMap(services, (context) => Effect.provideContext(run(input), context))).pipe(
        Effect.mapError((error) =>
          isAboutArguments(error)
            ? new InvalidArguments({ tool: tool.name, issue: error.reason.description.replaceAll(/\n\s*/g, " ") })
            : error
        )
      )
  }
}

type PerCall = Effect.Effect<Context.Context<never>, Told, Scope.Scope>

/** What is still to be given to a toolkit: its handlers, and what they ask for and no call gives. */
export type Needed<Tools extends Record<string, TellingTool>, S, R> =
  | ToolRegistry
  | AiTool.HandlersFor<Tools>
  | Exclude<AiTool.HandlerServices<Tools[keyof Tools]>, S | Scope.Scope>
  | Exclude<R, Scope.Scope>

/**
 * Contributes a toolkit of `effect/ai` to the server. Schemas become what an agent reads, the title and the hints
 * (`Tool.Readonly`, `Tool.Destructive`, `Tool.Idempotent`, `Tool.OpenWorld`) what hosts show; a call runs its handler as a
 * fiber of the application, and a failure is answered with its own `message`.
 */
export function toolkit<const Tools extends Record<string, TellingTool>, S = never, E extends Told = never, R = never>(
  kit: Toolkit.Toolkit<Tools>,
  options?: ToolkitOptions<S, E, R>
): Layer.Layer<never, never, Needed<Tools, S, R>>
export function toolkit(
  kit: Effect.Effect<Handling, never, unknown>,
  { services }: { readonly services: PerCall } = { services: Effect.succeed(Context.empty()) }
): Layer.Layer<never, never, unknown> {
  return Layer.effectDiscard(Effect.gen(function*() {
    const handling = yield* kit
    const registry = yield* ToolRegistry
    yield* registry.add(Object.values(handling.tools).map((tool) => registered(tool, handling, services)))
  }))
}
