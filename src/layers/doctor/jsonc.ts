/** JSON as VS Code and Cursor read it: with comments and commas before a closing bracket. Strings stay as they are. */
export const plainJson = (text: string): string =>
  text.replaceAll(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string?: string) => string ?? "")
    .replaceAll(/("(?:\\.|[^"\\])*")|,(?=\s*[\]}])/g, (_, string?: string) => string ?? "")
