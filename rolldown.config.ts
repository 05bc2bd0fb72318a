import { defineConfig } from "rolldown"

const output = { format: "esm", chunkFileNames: "chunks/[name]-[hash].js" } as const

export default defineConfig([
  {
    // The bin: one program without runtime dependencies. What a start does not need are chunks of their own.
    input: { qtmcp: "src/bin.ts" },
    platform: "node",
    output: { ...output, dir: "dist", cleanDir: true, minify: true }
  },
  {
    // The library: shares the Effect of the application that embeds it.
    input: { index: "src/index.ts" },
    platform: "node",
    external: [/^effect($|\/)/],
    output: { ...output, dir: "dist/lib" }
  }
])
