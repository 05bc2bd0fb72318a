import { enumValue } from "./ClassMeta.ts"
import { MetaFailure } from "./Failures.ts"
import { isJsonObject, type Json, toBool, toInt, toText } from "./Json.ts"

const enumKeys: Record<string, ReadonlyArray<string>> = {
  "Qt::Orientation": ["", "Horizontal", "Vertical"],
  "Qt::FocusPolicy": ["NoFocus", "TabFocus", "ClickFocus"],
  "Qt::WindowModality": ["NonModal", "WindowModal", "ApplicationModal"],
  "Qt::LayoutDirection": ["LeftToRight", "RightToLeft", "LayoutDirectionAuto"],
  "QLineEdit::EchoMode": ["Normal", "NoEcho", "Password", "PasswordEchoOnEdit"]
}

const structs: Record<string, ReadonlyArray<string>> = {
  QPoint: ["x", "y"],
  QSize: ["width", "height"],
  QRect: ["x", "y", "width", "height"]
}

const refuse = (type: string): never => {
  throw new MetaFailure("conversion", `Cannot convert value to type: ${type}`)
}

const toEnum = (type: string, value: Json): Json => {
  if (isJsonObject(value)) return enumValue(type, toText(value["value"]))
  if (typeof value === "number") return enumValue(type, enumKeys[type]?.[toInt(value)] ?? "")
  return enumValue(type, toText(value))
}

const toStruct = (type: string, members: ReadonlyArray<string>, value: Json): Json =>
  isJsonObject(value) ? Object.fromEntries(members.map((name) => [name, toInt(value[name])])) : refuse(type)

/** The probe's lossy conversion: a wrong JSON type becomes the type's zero; only class types are refused. */
export const convert = (type: string, value: Json): Json => {
  const struct = structs[type]
  if (struct !== undefined) return toStruct(type, struct, value)
  switch (type) {
    case "QString":
      return toText(value)
    case "bool":
      return toBool(value)
    case "int":
      return typeof value === "number" ? Math.trunc(Math.max(-2147483648, Math.min(2147483647, value))) : 0
    case "double":
      return typeof value === "number" ? value : 0
    case "QVariant":
    case "QModelIndex":
      return value
    default:
      return type.includes("::") ? toEnum(type, value) : refuse(type)
  }
}
