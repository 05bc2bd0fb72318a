import { defineConfig, type Plugin } from "rolldown"
import { livePage } from "./scripts/livePage.ts"
import { preparedTools } from "./scripts/preparedTools.ts"

const output = { format: "esm", chunkFileNames: "chunks/[name]-[hash].js" } as const

/** Puts the listings of the tools into the bundle. */
const prepareTools: Plugin = {
  name: "prepare-tools",
  load: {
    filter: { id: /src[\\/]tools[\\/]prepared\.ts$/ },
    handler: () => ({ code: `export const prepared = JSON.parse(${JSON.stringify(JSON.stringify(preparedTools()))})` })
  }
}

/** Puts the live view into the bundles. */
const prepareLivePage: Plugin = {
  name: "prepare-live-page",
  load: {
    filter: { id: /src[\\/]layers[\\/]live[\\/]bundled\.ts$/ },
    handler: async () => ({ code: `export const bundled = ${JSON.stringify(await livePage())}` })
  }
}

const shims = "@modelcontextprotocol/server/_shims"

/**
 * Gives the SDK its small JSON Schema validator, the one it uses in browsers, instead of Ajv: every server makes one, none
 * validates anything here, and the start pays for it.
 */
const smallValidator: Plugin = {
  name: "small-validator",
  resolveId: {
    filter: { id: /^@modelcontextprotocol\/server\/_shims$/ },
    handler: () => ({ id: `\0${shims}` })
  },
  load: {
    filter: { id: /^\0@modelcontextprotocol\/server\/_shims$/ },
    handler: () =>
      [
        "export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from \"@modelcontextprotocol/server/validators/cf-worker\"",
        "export { default as process } from \"node:process\""
      ].join("\n")
  }
}

export default defineConfig([
  {
    // The bin: one program without runtime dependencies. What a start does not need are chunks of their own.
    input: { qtmcp: "src/bin.ts" },
    platform: "node",
    plugins: [prepareTools, prepareLivePage, smallValidator],
    output: { ...output, dir: "dist", cleanDir: true, minify: true }
  },
  {
    // The library: shares the Effect of the application that embeds it.
    input: { index: "src/index.ts" },
    platform: "node",
    plugins: [prepareLivePage],
    external: [/^effect($|\/)/],
    // What the bin loads when it is asked for, the library exports.
    checks: { ineffectiveDynamicImport: false },
    output: { ...output, dir: "dist/lib" }
  }
])
