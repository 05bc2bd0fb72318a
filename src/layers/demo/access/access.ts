import type { Rect } from "../toolkit/Geometry.ts"
import { ItemView } from "../toolkit/ItemView.ts"
import type { QObject } from "../toolkit/QObject.ts"
import { Widget } from "../toolkit/Widget.ts"
import type { AccessNode } from "./AccessNode.ts"
import { itemsOf, menuNodes } from "./items.ts"
import { actionsOf, roleOf, shape } from "./roles.ts"

type States = Record<string, boolean>

const widgetStates = (widget: Widget): States => {
  const states: States = {}
  if (widget.focused) states["focused"] = true
  if (!widget.enabled) states["disabled"] = true
  if (widget.isWindow && widget.get("modal") === true) states["modal"] = true
  return { ...states, ...shape(widget).states }
}

/** The accessible name before objectName and class stand in. */
const nameOf = (widget: Widget): string => {
  const given = widget.text("accessibleName")
  if (given !== "") return given
  return shape(widget).name ?? widget.buddyText
}

/** Item views show their cells instead of their inner widgets, and an open editor. */
const shownChildren = (widget: Widget): Array<Widget> => {
  if (!(widget instanceof ItemView)) return widget.childWidgets()
  return widget.editor === undefined ? [] : [widget.editor]
}

const parts = (widget: Widget): Array<AccessNode> => [
  ...menuNodes(widget),
  ...shownChildren(widget).map((child) => access(child)),
  ...itemsOf(widget)
]

const bounds = (widget: Widget): Rect | undefined =>
  widget.visible ? shape(widget).bounds ?? widget.global() : undefined

/** A widget as accessibility sees it. */
export const access = (widget: Widget): AccessNode => {
  const { value } = shape(widget)
  return {
    role: roleOf(widget),
    name: nameOf(widget),
    description: widget.text("toolTip"),
    object: widget,
    bounds: bounds(widget),
    invisible: !widget.visible,
    states: widgetStates(widget),
    children: () => parts(widget),
    alive: () => !widget.destroyed,
    ...actionsOf(widget),
    ...(value === undefined ? {} : { value })
  }
}

/** What a node is called on the wire: its name, else its object's name, else the class. */
export const displayName = ({ name, object }: AccessNode): string =>
  name !== "" || object === undefined ? name : object.objectName === "" ? object.className : object.objectName

export const isWidget = (object: QObject | undefined): object is Widget => object instanceof Widget
