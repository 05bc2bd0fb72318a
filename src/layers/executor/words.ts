/** A command as its words, or the first thing in it that only a shell could do. */
export type Words =
  | { readonly _tag: "words"; readonly words: ReadonlyArray<string> }
  | { readonly _tag: "shell"; readonly syntax: string }

/**
 * In this order: white space, quoted text, an escaped character, a run of plain characters (`{}` is for find and xargs,
 * and `~` and `#` mean something at the beginning alone), anything else.
 */
const token =
  /(\s+)|'([^']*)'|"((?:[^"\\$`]|\\[^\n])*)"|\\([^\n])|(\{\}|[^\s'"\\|&;<>()$`*?[{~#][^\s'"\\|&;<>()$`*?[{]*)|([^])/gy

const lineFeed = /[\r\n]/
const assignment = /^\w+=/

/**
 * Takes text apart as a shell would that knows quotes and backslashes and nothing else: whatever means more to a shell is
 * named instead, so that nothing is run that means another thing than it says.
 */
export const wordsOf = (text: string): Words => {
  const words: Array<string> = []
  let word: string | undefined
  for (const [whole, space, single, double, escaped, plain, other] of text.trim().matchAll(token)) {
    if (other !== undefined) return { _tag: "shell", syntax: other }
    if (space !== undefined) {
      if (lineFeed.test(whole)) return { _tag: "shell", syntax: "a line break" }
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = `${word ?? ""}${single ?? double?.replaceAll(/\\(["\\$`])/g, "$1") ?? escaped ?? plain ?? ""}`
  }
  if (word !== undefined) words.push(word)
  const [first = ""] = words
  return assignment.test(first) && text.trim().startsWith(first)
    ? { _tag: "shell", syntax: first }
    : { _tag: "words", words }
}
