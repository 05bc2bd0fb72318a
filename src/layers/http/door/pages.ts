import * as HttpServerResponse from "effect/http/HttpServerResponse"

/** Does the client ask for a page, as browsers do, rather than for data? */
export const wantsPage = (accept: string | undefined): boolean => /\btext\/html\b/i.test(accept ?? "")

/**
 * What every page is sent with. Nothing but the server's own script, style and requests is allowed, no page may frame it,
 * and no address of it leaves.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'"
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
  vary: "accept"
}

const page =
  (status: 401 | 403, title: string, body: ReadonlyArray<string>) => (headers: Readonly<Record<string, string>> = {}) =>
    HttpServerResponse.text(
      [
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>qtmcp: " + title + "</title>",
        "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">",
        `<main><h1>${title}</h1>`,
        ...body.map((text) => `<p>${text}</p>`),
        "</main></html>\n"
      ].join("\n"),
      { status, contentType: "text/html; charset=utf-8", headers: { ...headers, ...pageHeaders } }
    )

const how = [
  "Where the server was started it has printed a link, after <code>live view:</code>. It lets one browser in, once; when it is used, another is printed.",
  "Who has the token gets a link too: <code>curl -X POST -H \"Authorization: Bearer $QTMCP_TOKEN\" http://HOST:PORT/login-links</code>"
]

/** To a browser that is not logged in. */
export const loginNeeded = page(401, "A login is needed", ["This server asks for a token.", ...how])

/** To a browser with a link that is no good. */
export const badLink = page(403, "This link does not work", [
  "It has been used already, is older than an hour, or the server has been started anew since.",
  ...how
])
