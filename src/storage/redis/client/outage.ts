import type { Address } from './address.ts'
import { causeOf, type Cause } from './cause.ts'
import { diagnose } from './transport.ts'

/** Who is to know when Redis becomes unavailable, and when available again. */
export interface OutageReport {
  readonly onUnavailable: (reason: string) => void
  readonly onAvailable: () => void
}

/** Makes of many errors, one for each attempt, what is worth a line in a log. */
export interface OutageWatch {
  readonly failed: (error: Error) => void
  /** Of one node of several: others may serve, so that this is never final. */
  readonly nodeFailed: (error: Error) => void
  readonly misconfigured: (reason: string) => void
  readonly recovered: () => void
  /** The reason that was reported first; undefined while Redis is available. */
  readonly reason: () => string | undefined
  /** Resolves, with the reason, once only a change of settings can help. */
  readonly refused: Promise<string>
  /** Nothing is reported from then on. */
  readonly stop: () => void
  readonly isStopped: () => boolean
}

/** Reports an outage once for each kind of cause, and once that it is over. */
export function watchOutages(address: Address, report: OutageReport): OutageWatch {
  const { promise: refused, resolve: refuse } = Promise.withResolvers<string>()
  let reported = new Map<string, string>()
  let isDiagnosing = false
  let isStopped = false

  function record({ kind, text, isFinal }: Cause): void {
    if (isStopped) return
    if (isFinal) refuse(text)
    if (reported.has(kind)) return
    reported.set(kind, text)
    report.onUnavailable(text)
  }

  function recordOrDiagnose(cause: Cause): void {
    if (cause.kind !== 'unclear') return record(cause)
    if (reported.size > 0 || isDiagnosing || isStopped) return
    isDiagnosing = true
    const during = reported
    void diagnose(address).then((found) => {
      isDiagnosing = false
      if (during === reported && reported.size === 0) record(found ?? cause)
    })
  }

  return {
    failed: (error) => recordOrDiagnose(causeOf(error, address)),
    nodeFailed: (error) => recordOrDiagnose({ ...causeOf(error, address), isFinal: false }),
    misconfigured: (text) => record({ kind: 'settings', text, isFinal: true }),
    recovered() {
      const wasReported = reported.size > 0
      reported = new Map()
      if (wasReported && !isStopped) report.onAvailable()
    },
    reason: () => reported.values().next().value,
    refused,
    stop() {
      isStopped = true
    },
    isStopped: () => isStopped,
  }
}
