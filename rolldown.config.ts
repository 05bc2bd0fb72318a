import { defineConfig } from "rolldown"

export default defineConfig({
  input: { bridge: "src/main.ts" },
  platform: "node",
  output: { dir: "dist", format: "esm", minify: true, chunkFileNames: "chunks/[name]-[hash].js", cleanDir: true },
  treeshake: true
})
