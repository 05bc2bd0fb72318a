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

/** How far a watcher is: the number of the last event it was told, and that event's place on the bus. */
interface Place {
  readonly number: number
  readonly seq: number
}

/**
 * The frames of a task's events after number `after`, from the first that is held; the stream ends with the task. A number
 * the task has not come to yet is none of its own, and all is told.
 */
export const ofTask = (
  events: Events["Service"],
  tasks: Tasks["Service"],
  id: string,
  after = 0
): Stream.Stream<TaskFrame> => {
  const begin: Effect.Effect<Place> = Effect.map(
    events.page({ topic: id, limit: Infinity }),
    (held) => ({ number: after > (held.events.at(-1)?.number ?? 0) ? 0 : after, seq: 0 })
  )
  const dropped = (count: number) =>
    Effect.map(Clock.currentTimeMillis, (now) => ({ ...notice("DROPPED", now, { count }), task_id: id }))

  /** Of a task that has ended, the last event may be among those that are gone. */
  const isOver = Effect.fnUntraced(function*(seq: number) {
    if (!isEnded((yield* tasks.get(id)).status)) return false
    // The status changes a moment before the last event, which is there when the task has been waited for.
    yield* tasks.await(id)
    const { events: left } = yield* events.page({ topic: id, from: seq + 1, limit: 1 })
    return left.length === 0
  }, Effect.orElseSucceed(() => true))

  /** Numbers have no gaps, so what is missing is known to the event; the mark tells only where nothing comes after it. */
  const step = Effect.fnUntraced(function*(place: Place, element: Subscribed) {
    if (element._tag === "Dropped") {
      const over = yield* isOver(place.seq)
      const end: Step<TaskFrame> = { frames: over ? [yield* dropped(element.count)] : [], isLast: over }
      return [place, [end]] as const
    }
    const { event } = element
    const missing = event.number - place.number - 1
    const gap = missing > 0 ? [yield* dropped(missing)] : []
    const told: Step<TaskFrame> = { frames: missing < 0 ? [] : [...gap, taskFrame(event)], isLast: isLast(event) }
    return [{ number: Math.max(place.number, event.number), seq: event.seq }, [told]] as const
  })

  const steps = (place: Place) => Stream.mapAccumEffect(events.subscribe({ topic: id, from: 1 }), () => place, step)
  return Stream.unwrap(Effect.map(begin, steps)).pipe(
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
