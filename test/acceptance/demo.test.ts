import { acceptance } from "./suite.ts"

acceptance("the demo application", ["--demo"], { quit: false })
