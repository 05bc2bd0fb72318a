import type { PageFile } from "./files.ts"

/** The files of the page, made when the bin and the library are bundled; undefined in the sources. */
export const bundled: ReadonlyArray<PageFile> | undefined = undefined
