import type { Rect } from "../toolkit/Geometry.ts"
import type { QObject } from "../toolkit/QObject.ts"

/** One element as accessibility sees it. Cells of item views are nodes without an object. */
export interface AccessNode {
  readonly role: string
  /** The accessible name; an object's name or class stands in when it is empty. */
  readonly name: string
  readonly description: string
  readonly object: QObject | undefined
  readonly bounds: Rect | undefined
  readonly invisible: boolean
  /** Only the true ones, as the probe prints them. */
  readonly states: Readonly<Record<string, boolean>>
  readonly children: () => ReadonlyArray<AccessNode>
  readonly alive: () => boolean
  /** The press action; absent when there is no action interface. */
  readonly press?: () => void
  /** True when an action interface exists but pressing does nothing. */
  readonly toggle?: (wanted: boolean) => void
  readonly setValue?: (value: number) => void
  readonly setText?: (text: string) => void
  /** The value text `chr.getPageText` adds. */
  readonly value?: string
}
