import type { Logger } from 'pino'
import { say } from './announcement.ts'

/** Requests that have begun get their answers; what takes longer than this is cut off. */
const SHUTDOWN_TIMEOUT_MS = 8_000

/**
 * Stops at SIGINT and SIGTERM, in the way that is set last. To be called before anything is awaited:
 * as process 1 of a container, Node ignores a signal without a listener. And the listeners stay: a
 * second signal, such as a terminal's and npm's for one Ctrl-C, must not cut short.
 */
export function stopOnSignals(log: Logger): (stop: () => Promise<void>) => void {
  let isStopping = false
  let stop = async (): Promise<void> => process.exit(0)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      setTimeout(cutOff, SHUTDOWN_TIMEOUT_MS, log).unref()
      void stop().then(() => sayStopped(log, 'Lockstep stopped'))
    })
  }
  return (next) => {
    stop = next
  }
}

function cutOff(log: Logger): void {
  sayStopped(log, `Lockstep stopped: requests were cut off after ${SHUTDOWN_TIMEOUT_MS / 1_000} s`)
  process.exit(1)
}

function sayStopped(log: Logger, text: string): void {
  log.info(text)
  say(log, text)
}
