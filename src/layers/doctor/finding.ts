/** `note` is neither right nor wrong: it could not be checked, or there is nothing to. */
export interface Finding {
  readonly name: string
  readonly status: "ok" | "wrong" | "note"
  /** What was seen. */
  readonly message: string
  /** What to do about it. */
  readonly fix?: string
}

export const ok = (name: string, message: string): Finding => ({ name, status: "ok", message })

export const note = (name: string, message: string): Finding => ({ name, status: "note", message })

export const wrong = (name: string, message: string, fix: string): Finding => ({ name, status: "wrong", message, fix })
