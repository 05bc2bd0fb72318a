/** Text inside a table cell: a bar would end the cell. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ")

const width = (text: string): number => [...text].length

/** A table whose columns are as wide as their widest cell, as the formatter writes it. */
export const table = (head: ReadonlyArray<string>, body: ReadonlyArray<ReadonlyArray<string>>): string => {
  const rows = [head, ...body].map((row) => row.map(cell))
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => width(row[column] ?? ""))))
  const line = (row: ReadonlyArray<string>) =>
    `| ${row.map((text, column) => text + " ".repeat((widths[column] ?? 0) - width(text))).join(" | ")} |`
  const [first = [], ...rest] = rows
  return [line(first), line(widths.map((count) => "-".repeat(count))), ...rest.map(line)].join("\n")
}

export const code = (text: string): string => `\`${text}\``

/** Paragraphs, tables and headings with an empty line between. */
export const page = (parts: ReadonlyArray<string>): string => `${parts.join("\n\n")}\n`
