import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { Tasks, TooManyTasks, UnknownTask } from "../../services/Tasks.ts"

const none = Effect.fail(new TooManyTasks({ limit: 0 }))
const unknown = (id: string) => Effect.fail(new UnknownTask({ id }))

/** The table of a bridge that runs no tasks, so that its start does not pay for them. */
export const layer = Layer.succeed(Tasks, {
  start: () => none,
  startTool: () => none,
  get: unknown,
  list: Effect.succeed([]),
  result: unknown,
  await: unknown,
  cancel: unknown,
  intervene: unknown,
  changes: Stream.empty
})
