#!/usr/bin/env node
import * as module from "node:module"

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`qtmcp needs Node 22.19 or newer; this is ${process.version} (${process.execPath})\n`)
  process.exit(2)
}

// The compiled code is kept between starts; written once the start is over, so that it does not pay for it.
module.enableCompileCache()
await import("./main.ts")
setTimeout(() => module.flushCompileCache(), 500).unref()
