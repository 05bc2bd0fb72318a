import { createHash, timingSafeEqual } from "node:crypto"

const digest = (text: string) => createHash("sha256").update(text).digest()

/** Compares in a time that tells nothing of where, or how much, the two differ. */
export const sameToken = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected))

/** The token of an `Authorization: Bearer` header. */
export const bearerOf = (header: string | undefined): string | undefined => /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1]
