import { randomBytes } from "node:crypto"

/** `task-` and eight hexadecimal digits, none that is taken. */
export const newId = (isTaken: (id: string) => boolean): string => {
  const id = `task-${randomBytes(4).toString("hex")}`
  return isTaken(id) ? newId(isTaken) : id
}
