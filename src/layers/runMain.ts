import * as Cause from "effect/Cause"
import * as Exit from "effect/Exit"
import * as Runtime from "effect/Runtime"

/** Leaving must not hang on an application that does not answer. */
const backstop = 5000

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const

/** A signal is a polite way to end the bridge, not a failure of it. */
const codeOf = (exit: Exit.Exit<unknown, unknown>): number =>
  Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause) ? Number(process.exitCode ?? 0) : 1

/**
 * Runs an effect as the process: a signal interrupts it, and the process ends with it whatever is still open (a probe
 * that does not answer the close frame, say).
 */
export const runMain = Runtime.makeRunMain(({ fiber }) => {
  const leave = () => {
    setTimeout(() => process.exit(0), backstop).unref()
    fiber.interruptUnsafe(fiber.id)
  }
  for (const signal of signals) process.on(signal, leave)
  fiber.addObserver((exit) => process.exit(codeOf(exit)))
})
