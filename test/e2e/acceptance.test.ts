import { assert, it } from "vitest"
import { acceptance } from "../acceptance/suite.ts"

const url = process.env["QTMCP_E2E_WS_URL"]

if (url === undefined || url === "") {
  it("is given a running probe", () => {
    assert.fail(
      "QTMCP_E2E_WS_URL is not set: start the probe's test application and name its address, such as ws://localhost:9222"
    )
  })
} else {
  // The test application of the seed generation has no tree.
  const isSeed = process.env["QTMCP_E2E_GENERATION"] === "seed"
  acceptance(url, ["--ws-url", url], { quit: process.env["QTMCP_E2E_QUIT"] === "1", isSeed, hasTree: !isSeed })
}
