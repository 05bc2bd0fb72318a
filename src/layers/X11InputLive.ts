import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { execFile } from "node:child_process"
import { Settings } from "../services/Settings.ts"
import { type ScreenPoint, X11Failed, X11Input } from "../services/X11Input.ts"

const deadline = 3000

const xdotool = (...args: ReadonlyArray<string>) =>
  Effect.callback<void, X11Failed>((resume) => {
    const child = execFile("xdotool", args, { timeout: deadline }, (error) =>
      resume(error === null ? Effect.void : Effect.fail(new X11Failed({ reason: error.message.split("\n")[0] ?? "" }))))
    return Effect.sync(() =>
      void child.kill()
    )
  })

const moveTo = ({ x, y }: ScreenPoint) => ["mousemove", String(Math.round(x)), String(Math.round(y))]

const pause = ["sleep", "0.06"]

/** Sends with `xdotool` to the display of this process. */
export const layer = Layer.effect(
  X11Input,
  Effect.gen(function*() {
    const { x11Input } = yield* Settings
    const isAvailable = yield* Effect.cached(
      x11Input === "off"
        ? Effect.succeed(false)
        // Fails without a display as it does without the program.
        : xdotool("getdisplaygeometry").pipe(Effect.as(true), Effect.orElseSucceed(() => false))
    )
    return X11Input.of({
      isAvailable,
      click: (x, y, button, times = 1) =>
        xdotool(
          ...moveTo({ x, y }),
          "click",
          "--repeat",
          String(times),
          "--delay",
          "30",
          button === "left" ? "1" : "3"
        ),
      drag: (from, to) => {
        const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
        // A drag begins only after some moves, and each has to be seen before the next.
        const moves = [middle, to, { x: to.x + 1, y: to.y + 1 }, to].flatMap((point) => [...moveTo(point), ...pause])
        return xdotool(...moveTo(from), "mousedown", "1", ...pause, ...moves, "mouseup", "1")
      },
      key: (name) => xdotool("key", name)
    })
  })
)
