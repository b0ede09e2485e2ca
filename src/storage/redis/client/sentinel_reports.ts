import { z } from 'zod'

/** What one sentinel reports of the replicas of a primary. */
export interface SentinelReport {
  /** By `performance.now()`. */
  readonly receivedMs: number
  /** How many sentinels there are, this one included. */
  readonly sentinels: number
  readonly replicas: readonly ReportedReplica[]
}

export interface ReportedReplica {
  readonly address: string
  readonly isDown: boolean
  /** Sentinels promote the one with the lowest number, and then the one that is furthest. */
  readonly priority: number
}

/** Field names and values by turns, as Redis answers. */
const Reply = z
  .array(z.string())
  .transform((parts) => new Map(parts.map((name, index) => [name, parts[index + 1] ?? ''])))
const Primary = Reply
const Replicas = z.array(Reply)

/** Reads the replies to SENTINEL MASTER and SENTINEL REPLICAS. */
export function readReport(
  primary: unknown,
  replicas: unknown,
  receivedMs: number,
): SentinelReport {
  const others = Number(Primary.parse(primary).get('num-other-sentinels'))
  return {
    receivedMs,
    sentinels: 1 + others,
    replicas: Replicas.parse(replicas).filter(mayBePromoted).map(reported),
  }
}

/** Sentinels never promote a replica of priority 0. */
const mayBePromoted = (fields: ReadonlyMap<string, string>) => priorityOf(fields) !== 0

const DEFAULT_PRIORITY = 100

const priorityOf = (fields: ReadonlyMap<string, string>): number =>
  Number(fields.get('slave-priority') ?? fields.get('replica-priority') ?? DEFAULT_PRIORITY)

const reported = (fields: ReadonlyMap<string, string>): ReportedReplica => ({
  address: `${fields.get('ip')}:${fields.get('port')}`,
  isDown: /\b[so]_down\b/.test(fields.get('flags') ?? ''),
  priority: priorityOf(fields),
})

/**
 * The replicas that could become the primary: all that any sentinel has reported, without those that
 * a majority of the sentinels hold for down. A minority may be cut off, and is not followed. One that
 * is down is promoted when it is back, before it has copied what it missed, if its priority is
 * better than that of all others: then it is not left out.
 * @param hosts how many sentinels are configured.
 * @param since reports that are older say which replicas there are, and not which are down.
 */
export function promotable(
  reports: readonly SentinelReport[],
  hosts: number,
  since: number,
): string[] {
  const sentinels = Math.max(hosts, ...reports.map((report) => report.sentinels))
  const recent = reports.filter(({ receivedMs }) => receivedMs >= since)
  const all = reports.flatMap(({ replicas }) => replicas)
  const addresses = [...new Set(all.map(({ address }) => address))]
  const priorities = (wanted: string) =>
    all.filter(({ address }) => address === wanted).map(({ priority }) => priority)
  const isDownFor = (wanted: string) => (report: SentinelReport) =>
    report.replicas.some(({ address, isDown }) => address === wanted && isDown)
  const isUp = (address: string) => recent.filter(isDownFor(address)).length <= sentinels / 2
  const bestPriority = Math.min(
    ...addresses.filter(isUp).map((address) => Math.max(...priorities(address))),
  )
  return addresses.filter(
    (address) => isUp(address) || Math.min(...priorities(address)) < bestPriority,
  )
}
