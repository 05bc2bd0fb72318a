import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as net from "node:net"
import * as RemoteExecutor from "../../../src/layers/RemoteExecutor.ts"
import { type CommandEvent, Executor, type RunningCommand } from "../../../src/services/Executor.ts"
import { mark } from "../../harness/exec/bridge.ts"
import { original } from "../../harness/exec/OriginalExecutor.ts"
import { untilTrue } from "../../harness/mcp/until.ts"
import { allGone, naming } from "../../harness/target/processes.ts"

const on = (url: string, maxOutput = 100_000_000) => RemoteExecutor.layer({ url, token: undefined, maxOutput })

const start = (url: string, run: string, maxOutput?: number) =>
  Effect.flatMap(Executor, (executor) => executor.start({ run, timeout: 60_000 })).pipe(
    Effect.provide(on(url, maxOutput))
  )

const outputOf = (events: ReadonlyArray<CommandEvent>): string =>
  events.map((event) => event._tag === "output" ? event.text : "").join("")

const all = ({ events }: RunningCommand) => Stream.runCollect(events)

describe("a command on a remote executor", () => {
  it.live("waits for its reader: the executor keeps what is not read, and nothing of it is lost", () =>
    Effect.gen(function*() {
      const executor = yield* original()
      const command = yield* start(executor.url, "echo begun; sleep 0.2; echo over")
      const line = `${"x".repeat(1000)}\n`
      for (let index = 0; index < 20_000; index += 1) {
        executor.notify("process.output", { type: "stdout", data: line, truncated: false })
      }
      const seen = new Set<number>()
      // It takes what its own and the system's buffers hold, and then no more.
      yield* untilTrue("the end of its taking", () => {
        const before = seen.size
        seen.add(executor.waiting())
        return executor.waiting() > 4_000_000 && seen.size === before
      })
      const text = outputOf(yield* all(command))
      assert.strictEqual(text.length, 20_000 * line.length + "begun\nover\n".length)
      assert.isTrue(text.endsWith("over\n"))
    }))

  it.live("can be cancelled while its output waits", () =>
    Effect.gen(function*() {
      const executor = yield* original()
      const MARK = mark()
      const command = yield* start(executor.url, `export MARK=${MARK}; yes "$(printf 'x%.0s' $(seq 1000))"`)
      yield* untilTrue("that it has to wait", () => executor.waiting() > 4_000_000)
      yield* command.cancel
      const events = yield* all(command)
      const last = events.at(-1)
      assert.strictEqual(last?._tag, "completed")
      assert.isTrue(last?._tag === "completed" && last.completion.canceled)
      yield* allGone(MARK)
    }))

  it.live("ends with its scope, and the connection is left politely", () =>
    Effect.gen(function*() {
      const executor = yield* original()
      const MARK = mark()
      const scope = yield* Scope.make()
      yield* Scope.provide(start(executor.url, `export MARK=${MARK}; sleep 300; :`), scope)
      yield* untilTrue("the command", () => naming(MARK).length > 0)
      yield* Scope.close(scope, Exit.void)
      assert.deepStrictEqual(executor.closes(), [1000])
      assert.include(executor.methods(), "control")
      yield* allGone(MARK)
    }))

  it.live("delivers no more than it may, and counts the rest", () =>
    Effect.gen(function*() {
      const executor = yield* original()
      const command = yield* start(executor.url, "echo 12345; echo 67890; echo more", 8)
      const events = yield* all(command)
      assert.strictEqual(outputOf(events), "12345\n67")
      assert.deepStrictEqual(events.filter(({ _tag }) => _tag === "overflow"), [{ _tag: "overflow", maxOutput: 8 }])
      const last = events.at(-1)
      const completion = last?._tag === "completed" ? last.completion : undefined
      assert.deepStrictEqual([completion?.outputBytes, completion?.droppedBytes], [17, 9])
    }))

  it.live("is refused in time by what accepts connections and is no WebSocket server", () =>
    Effect.gen(function*() {
      const server = yield* Effect.acquireRelease(
        Effect.callback<net.Server>((resume) => {
          const made = net.createServer((socket) =>
            socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
          )
          made.listen(0, "127.0.0.1", () => resume(Effect.succeed(made)))
        }),
        (made) => Effect.sync(() => made.close())
      )
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      const error = yield* Effect.flip(start(`ws://user:secret@127.0.0.1:${port}/ws?key=hidden`, "true"))
      assert.include(error.message, `the executor at ws://127.0.0.1:${port}/ws cannot be used`)
      assert.include(error.message, "it wants a token (--executor-token)")
      assert.notMatch(error.message, /secret|hidden/)
    }))
})
