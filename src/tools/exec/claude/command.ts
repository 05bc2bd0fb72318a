import * as Schema from "effect/Schema"

/** There is no Claude CLI where the executor looks. */
export class ClaudeMissing extends Schema.TaggedError<ClaudeMissing>()("ClaudeMissing", {
  program: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `The Claude CLI ${this.program} cannot be run: ${this.reason} Install it where commands run (npm install -g @anthropic-ai/claude-code), or name it with --claude-path.`
  }
}

export const missing = (program: string, reason: string) => new ClaudeMissing({ program, reason })

export interface ClaudeRequest {
  readonly prompt: string
  readonly allowed_tools?: ReadonlyArray<string>
  readonly mcp_config?: string
}

/** The arguments of the CLI: no shell sees them. */
export const argvOf = (
  program: string,
  { allowed_tools = [], mcp_config, prompt }: ClaudeRequest
): readonly [string, ...ReadonlyArray<string>] => [
  program,
  "-p",
  // With a dash first it would be taken for a flag.
  prompt.startsWith("-") ? ` ${prompt}` : prompt,
  "--output-format",
  "stream-json",
  "--verbose",
  ...(allowed_tools.length === 0 ? [] : ["--allowedTools", ...allowed_tools]),
  ...(mcp_config === undefined ? [] : ["--mcp-config", mcp_config])
]
