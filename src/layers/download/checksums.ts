import * as crypto from "node:crypto"

/** The SHA-256 of a file in a text of `sha256sum` (`hash  name` or `hash *name`), in lower case. */
export const checksumOf = (sums: string, file: string): string | undefined =>
  sums.split(/\r?\n/).map((line) => /^([0-9a-f]{64})[ \t]+\*?(?:\.\/)?(.+)$/i.exec(line.trim()))
    .find((match) => match?.[2] === file)?.[1]?.toLowerCase()

export const sha256 = (bytes: Uint8Array): string => crypto.createHash("sha256").update(bytes).digest("hex")
