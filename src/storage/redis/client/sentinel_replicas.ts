import { Redis } from 'ioredis'
import type { Address, Host } from './address.ts'
import { sentinelClientOptions } from './options.ts'
import { promotable, readReport, type SentinelReport } from './sentinel_reports.ts'
import type { WaitedReplicas } from './waited_replicas.ts'

/** How often each sentinel is asked, in milliseconds. It pings each server once a second itself. */
const POLL_MS = 500
/** A report that is older may come from before a sentinel was cut off. */
const MAX_AGE_MS = 3_000

/**
 * Keeps count of the replicas that could become the primary. At least one: a primary without any
 * replica has nothing that survives it.
 */
export function watchSentinels(address: Address & { kind: 'sentinel' }): WaitedReplicas {
  const reports = new Map<Host, SentinelReport>()
  const sentinels = address.hosts.map((host) => pollSentinel(address, host, reports))
  const names = () =>
    promotable([...reports.values()], address.hosts.length, performance.now() - MAX_AGE_MS)
  return {
    count: () => (reports.size === 0 ? undefined : Math.max(1, names().length)),
    names: () => names().join(' and '),
    stop: () => sentinels.forEach((stop) => stop()),
  }
}

/** Asks one sentinel again and again. Returns how to stop. */
function pollSentinel(
  address: Address & { kind: 'sentinel' },
  host: Host,
  reports: Map<Host, SentinelReport>,
): () => void {
  const redis = new Redis(sentinelClientOptions(address, host))
  // An unreachable sentinel is no outage: the others are asked, too.
  redis.on('error', () => {})
  const poll = async () => {
    const sent = performance.now()
    const [primary, replicas] = await Promise.all([
      redis.call('SENTINEL', 'MASTER', address.name),
      redis.call('SENTINEL', 'REPLICAS', address.name),
    ])
    reports.set(host, readReport(primary, replicas, sent))
  }
  const pollIfReady = () => {
    if (redis.status === 'ready') poll().catch(() => {})
  }
  redis.on('ready', pollIfReady)
  const timer = setInterval(pollIfReady, POLL_MS).unref()
  return () => {
    clearInterval(timer)
    redis.disconnect()
  }
}
