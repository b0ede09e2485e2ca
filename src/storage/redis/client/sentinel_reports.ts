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
const mayBePromoted = (fields: ReadonlyMap<string, string>) =>
  (fields.get('slave-priority') ?? fields.get('replica-priority')) !== '0'

const reported = (fields: ReadonlyMap<string, string>): ReportedReplica => ({
  address: `${fields.get('ip')}:${fields.get('port')}`,
  isDown: /\b[so]_down\b/.test(fields.get('flags') ?? ''),
})

/**
 * The replicas that could become the primary: all that any sentinel has reported, without those that
 * a majority of the sentinels hold for down. A minority may be cut off, and is not followed.
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
  const all = new Set(reports.flatMap(({ replicas }) => replicas.map(({ address }) => address)))
  const isDownFor = (address: string) => (report: SentinelReport) =>
    report.replicas.some((each) => each.address === address && each.isDown)
  return [...all].filter((address) => recent.filter(isDownFor(address)).length <= sentinels / 2)
}
