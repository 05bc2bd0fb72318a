import { defineConfig } from "rolldown"

export default defineConfig({
  input: { qtmcp: "src/bin.ts" },
  platform: "node",
  output: { dir: "dist", format: "esm", minify: true, chunkFileNames: "chunks/[name]-[hash].js", cleanDir: true },
  treeshake: true
})
