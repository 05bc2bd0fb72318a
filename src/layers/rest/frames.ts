import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Event, Events, Subscribed } from "../../services/Events.ts"
import { isEnded, type Tasks } from "../../services/Tasks.ts"
import { BusFrame, busFrame, notice, TaskFrame, taskFrame } from "./Frame.ts"

const isLast = ({ type }: Event): boolean =>
  type === "TASK_COMPLETE" || type === "TASK_FAILED" || type === "TASK_STOPPED"

/** What one element of a subscription becomes. */
interface Step<Frame> {
  readonly frames: ReadonlyArray<Frame>
  readonly isLast: boolean
}

/** The frames of a task's events after number `after`, from the first that is held; the stream ends with the task. */
export const ofTask = (
  events: Events["Service"],
  tasks: Tasks["Service"],
  id: string,
  after = 0
): Stream.Stream<TaskFrame> => {
  const dropped = (count: number) =>
    Effect.map(Clock.currentTimeMillis, (now) => ({ ...notice("DROPPED", now, { count }), task_id: id }))

  /** Of a task that has ended, the last event may be gone as well. */
  const isOver = Effect.gen(function*() {
    const { status } = yield* tasks.get(id)
    const { events: left } = yield* events.page({ topic: id, limit: 1 })
    return isEnded(status) && left.length === 0
  }).pipe(Effect.orElseSucceed(() => true))

  /** Numbers have no gaps, so what is missing is known to the event; the mark tells only where nothing comes after it. */
  const step = Effect.fnUntraced(function*(last: number, element: Subscribed) {
    if (element._tag === "Dropped") {
      const over = yield* isOver
      const end: Step<TaskFrame> = { frames: over ? [yield* dropped(element.count)] : [], isLast: over }
      return [last, [end]] as const
    }
    const { event } = element
    const missing = event.number - last - 1
    const frames = missing < 0
      ? []
      : missing === 0
      ? [taskFrame(event)]
      : [yield* dropped(missing), taskFrame(event)]
    const told: Step<TaskFrame> = { frames, isLast: isLast(event) }
    return [Math.max(last, event.number), [told]] as const
  })

  return events.subscribe({ topic: id, from: 1 }).pipe(
    Stream.mapAccumEffect(() => after, step),
    Stream.takeUntil(({ isLast }) => isLast),
    Stream.map(({ frames }) => frames),
    Stream.flattenIterable
  )
}

/** The frames of the bus: of one topic where one is given, from `from` on where it is given. */
export const ofBus = (
  events: Events["Service"],
  options: { readonly topic?: string; readonly from?: number }
): Stream.Stream<BusFrame> =>
  Stream.mapEffect(events.subscribe(options), (element) =>
    element._tag === "Event"
      ? Effect.succeed(busFrame(element.event))
      : Effect.map(Clock.currentTimeMillis, (now) => notice("DROPPED", now, { count: element.count })))
