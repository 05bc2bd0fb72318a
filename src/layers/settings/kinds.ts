import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { HttpAddress } from "../../services/Settings.ts"

/** How a setting is written: `expected` completes "expected …" in an error, `hint` stands in `--help`. */
export interface Kind<A> {
  readonly hint: string
  readonly expected: string
  readonly decode: (text: string) => Option.Option<A>
  /** A switch needs no value on the command line. */
  readonly toggle?: true
  /** The flag may be given several times; what is decoded is a JSON array of the texts, or one text a line. */
  readonly repeats?: true
  /** What the flag says where it stands without a value. */
  readonly bare?: string
  /** Is never shown. */
  readonly secret?: true
}

const oneOf = <A extends string>(values: ReadonlyArray<A>, text: string): Option.Option<A> =>
  Option.fromUndefinedOr(values.find((value) => value === text.trim().toLowerCase()))

export const choice = <A extends string>(values: ReadonlyArray<A>): Kind<A> => ({
  hint: values.join("|"),
  expected: `one of ${values.join(", ")}`,
  decode: (text) => oneOf(values, text)
})

/** A comma list without repetitions; `every` stands for `all` values, and `aliases` are other spellings of one. */
export const list = <A extends string>(
  values: ReadonlyArray<A>,
  every: string,
  aliases: Readonly<Record<string, A>> = {},
  all: ReadonlyArray<A> = values
): Kind<ReadonlyArray<A>> => ({
  hint: [...values, every].join("|"),
  expected: `one of ${[...values, every].join(", ")}, or a comma list of them`,
  decode: (text) => {
    const parts = text.split(",").map((part) => part.trim().toLowerCase())
    const found = parts.filter((part) => part !== every).map((part) => oneOf(values, aliases[part] ?? part))
    return Option.map(Option.all(found), (some) => [...new Set(parts.includes(every) ? [...all, ...some] : some)])
  }
})

export const text = (expected: string): Kind<string> => ({
  hint: "PATH",
  expected,
  decode: (value) => value === "" ? Option.none() : Option.some(value)
})

/** Short text that is no path. */
export const word = (hint: string, pattern: RegExp, expected: string): Kind<string> => ({
  hint,
  expected,
  decode: (value) => pattern.test(value) ? Option.some(value) : Option.none()
})

const decodeTexts = Schema.decodeOption(Schema.fromJsonString(Schema.Array(Schema.String)))

const texts = (text: string): Option.Option<ReadonlyArray<string>> =>
  text.startsWith("[") ? decodeTexts(text) : Option.some(text.split("\n").filter((line) => line !== ""))

/** Several texts in their order. */
export const repeated = (hint: string, expected: string): Kind<ReadonlyArray<string>> => ({
  hint,
  expected: `${expected}; several as a JSON array or one a line`,
  decode: texts,
  repeats: true
})

/** Several variables by name; of one given twice the last holds. */
export const assignments: Kind<Readonly<Record<string, string>>> = {
  hint: "NAME=VALUE",
  expected: "NAME=VALUE; several as a JSON array or one a line",
  decode: (text) =>
    Option.flatMap(texts(text), (lines) => {
      const pairs = lines.map((line) => /^([^=\s]+)=(.*)$/s.exec(line))
      return pairs.includes(null)
        ? Option.none()
        : Option.some(Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""])))
    }),
  repeats: true
}

/** Several names or paths. */
export const names = (hint: string, expected: string): Kind<ReadonlyArray<string>> => ({
  hint,
  expected: `${expected}, or a comma list of them`,
  decode: (value) => {
    const parts = value.split(",").map((part) => part.trim()).filter((part) => part !== "")
    return parts.length === 0 ? Option.none() : Option.some([...new Set(parts)])
  }
})

const units: Record<string, number> = { "": 1, ms: 1, s: 1000, m: 60_000 }

/** Milliseconds, at least one and at most a day. */
export const duration: Kind<number> = {
  hint: "DURATION",
  expected: "a duration above zero, such as 500ms, 30s or 2m (a bare number is milliseconds)",
  decode: (value) => {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|)$/.exec(value.trim())
    const ms = match === null ? 0 : Number(match[1]) * (units[match[2] ?? ""] ?? 0)
    return ms >= 1 && ms <= 86_400_000 ? Option.some(Math.round(ms)) : Option.none()
  }
}

const factors: Record<string, number> = { "": 1, kb: 1000, mb: 1_000_000, gb: 1_000_000_000 }

/** Bytes, from 1 kB to 10 GB. */
export const size: Kind<number> = {
  hint: "SIZE",
  expected: "a size from 1kB to 10GB, such as 500kB or 10MB",
  decode: (value) => {
    const match = /^(\d+(?:\.\d+)?)\s*(kb|mb|gb|)$/.exec(value.trim().toLowerCase())
    const bytes = match === null ? 0 : Number(match[1]) * (factors[match[2] ?? ""] ?? 0)
    return bytes >= 1000 && bytes <= 10_000_000_000 ? Option.some(Math.round(bytes)) : Option.none()
  }
}

/** A whole number from 1 to `most`. */
export const count = (most: number): Kind<number> => ({
  hint: "N",
  expected: `a whole number from 1 to ${most}`,
  decode: (value) => {
    const number = /^\d{1,9}$/.test(value.trim()) ? Number(value) : 0
    return number >= 1 && number <= most ? Option.some(number) : Option.none()
  }
})

/** As `port`, and 0 for one the system chooses. */
export const portOrFree: Kind<number> = {
  hint: "PORT",
  expected: "a port from 1 to 65535 (with --target also 0: a free one)",
  decode: (value) => value.trim() === "0" ? Option.some(0) : port.decode(value)
}

export const port: Kind<number> = {
  hint: "PORT",
  expected: "a port from 1 to 65535",
  decode: (value) => {
    const number = /^\d{1,5}$/.test(value.trim()) ? Number(value) : 0
    return number >= 1 && number <= 65_535 ? Option.some(number) : Option.none()
  }
}

/** Where the gateway listens where nothing else is said. */
const gateway = "127.0.0.1:9876"

/** A port on this machine, or of the host before it; an IPv6 host stands in brackets. */
export const httpAddress: Kind<HttpAddress> = {
  hint: "[[HOST:]PORT]",
  expected: `a port, or HOST:PORT such as ${gateway}, [::1]:9876 or 0.0.0.0:9876 (port 0: a free one)`,
  bare: gateway,
  decode: (value) => {
    const text = value.trim() === "true" ? gateway : value.trim()
    const [, host = "127.0.0.1", digits = ""] = /^(?:(\[[\da-f:.]+\]|[^\s:/[\]]+):)?(\d{1,5})$/i.exec(text) ?? []
    return Option.map(portOrFree.decode(digits), (port) => ({ host: host.replace(/^\[(.*)\]$/, "$1"), port }))
  }
}

/** What `Authorization: Bearer` may carry (RFC 6750), and no less than can be guessed. */
export const token: Kind<string> = {
  hint: "TOKEN",
  expected: "at least 16 letters, digits or -._~+/=",
  decode: (value) => /^[\w.~+/=-]{16,}$/.test(value) ? Option.some(value) : Option.none(),
  secret: true
}

/** What another server wants as a token, of whatever length. */
export const foreignToken: Kind<string> = {
  hint: "TOKEN",
  expected: "visible ASCII characters",
  decode: (value) => /^[\x21-\x7e]+$/.test(value) ? Option.some(value) : Option.none(),
  secret: true
}

export const wsUrl: Kind<string> = {
  hint: "URL",
  expected: "a WebSocket address such as ws://localhost:9222",
  decode: (value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined
    return url !== undefined && (url.protocol === "ws:" || url.protocol === "wss:") && url.hash === ""
      ? Option.some(value)
      : Option.none()
  }
}

const switchWords: Record<string, boolean> = {
  "1": true,
  true: true,
  yes: true,
  on: true,
  "0": false,
  false: false,
  no: false,
  off: false
}

export const toggle: Kind<boolean> = {
  hint: "",
  expected: "one of true, false, 1, 0, yes, no, on, off",
  decode: (value) => Option.fromUndefinedOr(switchWords[value.trim().toLowerCase()]),
  toggle: true
}
