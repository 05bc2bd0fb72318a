import { randomBytes } from "node:crypto"

/** The prefix, a dash and eight hexadecimal digits; none that is taken. */
export const newId = (prefix: string, isTaken: (id: string) => boolean): string => {
  const id = `${prefix}-${randomBytes(4).toString("hex")}`
  return isTaken(id) ? newId(prefix, isTaken) : id
}
