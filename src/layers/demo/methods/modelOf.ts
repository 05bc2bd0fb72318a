import { ItemModel } from "../toolkit/ItemModel.ts"
import { ItemView } from "../toolkit/ItemView.ts"
import type { QObject } from "../toolkit/QObject.ts"

/** A model itself or a view's model. A combo box is not accepted (probe protocol notes §5). */
export const modelOf = (object: QObject): ItemModel | undefined =>
  object instanceof ItemModel ? object : object instanceof ItemView ? object.model : undefined
