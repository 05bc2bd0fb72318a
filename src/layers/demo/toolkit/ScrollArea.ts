import { enumValue } from "./ClassMeta.ts"
import { Slider } from "./Slider.ts"
import { type MouseInput, Widget } from "./Widget.ts"

/** The viewport passes what it gets to its scroll area. */
export class Viewport extends Widget {
  readonly owner: Widget

  constructor(owner: Widget) {
    super(owner.app, "QWidget", owner, "qt_scrollarea_viewport")
    this.owner = owner
  }

  #toOwner(at: MouseInput): MouseInput {
    return { ...at, x: at.x + this.area.x, y: at.y + this.area.y }
  }

  override mousePress(at: MouseInput): void {
    this.owner.mousePress(this.#toOwner(at))
  }

  override mouseDrag(at: MouseInput): void {
    this.owner.mouseDrag(this.#toOwner(at))
  }

  override mouseRelease(at: MouseInput): void {
    this.owner.mouseRelease(this.#toOwner(at))
  }

  override wheel(dx: number, dy: number): boolean {
    return this.owner.wheel(dx, dy)
  }
}

export interface ScrollBars {
  readonly viewport: Viewport
  readonly horizontal: Slider
  readonly vertical: Slider
  /** Places viewport and bars; `top` is a header's height. */
  readonly layout: (top: number, left?: number) => void
}

const bar = (owner: Widget, name: string, orientation: string): Slider => {
  const container = new Widget(owner.app, "QWidget", owner, name)
  const slider = new Slider(owner.app, "QScrollBar", container)
  slider.set("orientation", enumValue("Qt::Orientation", orientation))
  slider.set("maximum", 0)
  container.shown = false
  return slider
}

/** Gives a widget the children every QAbstractScrollArea has. */
export const addScrollBars = (owner: Widget): ScrollBars => {
  const viewport = new Viewport(owner)
  const horizontal = bar(owner, "qt_scrollarea_hcontainer", "Horizontal")
  const vertical = bar(owner, "qt_scrollarea_vcontainer", "Vertical")
  const thickness = 14
  const layout = (top: number, left = 0): void => {
    const { height, width } = owner.area
    const needed = vertical.int("maximum") > 0
    viewport.place(1 + left, 1 + top, width - 2 - left - (needed ? thickness : 0), height - 2 - top)
    vertical.parentWidget?.place(width - 1 - thickness, 1 + top, thickness, height - 2 - top)
    vertical.place(0, 0, thickness, height - 2 - top)
    horizontal.parentWidget?.place(1, height - 1 - thickness, width - 2, thickness)
    horizontal.place(0, 0, width - 2, thickness)
    if (vertical.parentWidget !== undefined) vertical.parentWidget.shown = needed
  }
  return { viewport, horizontal, vertical, layout }
}
