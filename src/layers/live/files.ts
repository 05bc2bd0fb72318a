/** A file of the page, as it is served. */
export interface PageFile {
  readonly path: string
  readonly contentType: string
  readonly body: string
}

export const types = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8"
} as const
