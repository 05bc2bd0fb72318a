import { clock, cut, find, made, plain, say } from "./dom.ts"
import { type Json, list, number, text } from "./json.ts"
import { ask, reason } from "./server.ts"

/** How long an action stays marked, in milliseconds. */
const marked = 5000

/** What is shown of a long title, in characters, and of a long outline, in lines. */
const longestTitle = 120
const mostLines = 2000

const verbs: ReadonlyArray<readonly [RegExp, string]> = [
  [/drag/i, "drag"],
  [/scroll/i, "scroll"],
  [/sendKeys|type|key$/i, "keys"],
  [/click|invoke|mouse/i, "click"]
]

const verb = (method: string): string => verbs.find(([pattern]) => pattern.test(method))?.[1] ?? "set"

const percent = (part: number): string => `${100 * part}%`

const markOf = (mark: Json): HTMLElement => {
  const [width, height] = [number(mark, "width") ?? 0, number(mark, "height") ?? 0]
  const [x, y] = [number(mark, "x") ?? 0, number(mark, "y") ?? 0]
  const isPoint = width === 0 || height === 0
  const element = made("div", isPoint ? "mark point" : "mark")
  element.style.left = percent(x)
  element.style.top = percent(y)
  // Its word stays on the picture.
  element.classList.toggle("below", y < 0.05)
  element.classList.toggle("leftwards", x > 0.8)
  if (!isPoint) {
    element.style.width = percent(width)
    element.style.height = percent(height)
  }
  element.append(made("span", "", verb(text(mark, "method"))))
  return element
}

/** One request after the other: who asks while one is under way is served by the next. */
const oneByOne = (run: () => Promise<void>): () => void => {
  let isRunning = false
  let isWanted = false
  const start = async (): Promise<void> => {
    isRunning = true
    do {
      isWanted = false
      await run()
    } while (isWanted)
    isRunning = false
  }
  return () => {
    isWanted = true
    if (!isRunning) void start()
  }
}

/** The picture of the application with the marks of what was done in it, and its outline. */
export const makeApplication = () => {
  const section = find("application", HTMLElement)
  const picture = find("picture", HTMLImageElement)
  const marks = find("marks", HTMLElement)
  const caption = find("caption", HTMLElement)
  const outline = find("outline", HTMLElement)
  let fading: number | undefined
  let isReady = false

  const isOld = (why: string): void => {
    section.classList.add("old")
    say(caption, picture.hidden ? why : `${why} The picture is an old one.`)
  }

  const showPicture = (shown: Json): void => {
    const title = plain(cut(text(shown, "title"), longestTitle))
    const time = clock(new Date(text(shown, "timestamp")))
    const found = list(shown, "marks")
    const last = found.at(-1)
    picture.src = `data:image/png;base64,${text(shown, "image")}`
    picture.alt = `The window ${title}, at ${time}`
    picture.hidden = false
    section.classList.remove("old")
    marks.replaceChildren(...found.map(markOf))
    const by = last === undefined ? "" : ` Marked: ${verb(text(last, "method"))} by ${text(last, "actor")}.`
    say(caption, `${title}, at ${time}.${by}`)
    clearTimeout(fading)
    fading = setTimeout(() => marks.replaceChildren(), marked)
  }

  const takePicture = oneByOne(async () => {
    try {
      showPicture(await ask("/view/picture"))
    } catch (error) {
      isOld(reason(error))
    }
  })

  const takeOutline = oneByOne(async () => {
    try {
      const lines = list(await ask("/view/outline"), "lines").map(String)
      const more = lines.length - mostLines
      say(outline, [...lines.slice(0, mostLines), ...(more > 0 ? [`… ${more} more lines`] : [])].join("\n"))
    } catch (error) {
      if (!outline.textContent?.includes("\n")) say(outline, reason(error))
    }
  })

  const refresh = (): void => {
    if (!isReady) return isOld("The application cannot be shown now.")
    takePicture()
    takeOutline()
  }

  return {
    refresh,
    /** Something was done a moment ago: its effect is to be seen. */
    acted: (): void => {
      if (isReady && !document.hidden) setTimeout(takePicture, 60)
    },
    /** A call ended; what it opened or moved may take a moment. */
    settled: (): void => {
      if (!isReady || document.hidden) return
      refresh()
      setTimeout(takePicture, 500)
    },
    /** Whether the application can be asked. */
    ready: (now: boolean, why: string): void => {
      const wasReady = isReady
      isReady = now
      if (!now) isOld(why)
      else if (!wasReady) refresh()
    }
  }
}
