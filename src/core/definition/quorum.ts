import { childrenOf } from './per_group_arguments.ts'
import { pointer, prefixFault, type Fault } from '../problem.ts'
import type { SchedulerBody } from '../schedules/catalogue.ts'

/** Who decides on a metric, and how. */
export interface Quorum {
  readonly reporters: number
  readonly aggregate: 'mean' | 'min' | 'max' | 'median' | 'sum'
  /** Seconds from the first report. */
  readonly deadline?: number | undefined
  readonly onTimeout: 'use_available' | 'skip' | 'fail'
}

const QUORUM_FIELDS = ['reporters', 'aggregate', 'deadline', 'on_timeout'] as const

/** The schedules that go by a metric, here and inside, each with the path to it. */
function monitoringSchedules(body: SchedulerBody): { path: PropertyKey[]; body: SchedulerBody }[] {
  const own = typeof body['monitor'] === 'string' ? [{ path: [], body }] : []
  const inside = childrenOf(body).flatMap(({ path, inner }) =>
    monitoringSchedules(inner).map((each) => ({ ...each, path: [...path, ...each.path] })),
  )
  return [...own, ...inside]
}

/** Who decides on a metric that some of these schedulers go by. They agree on it. */
export function quorumOf(metric: string, schedulers: readonly SchedulerBody[]): Quorum {
  const all = schedulers.flatMap(monitoringSchedules)
  const body = all.find((each) => each.body['monitor'] === metric)?.body
  return {
    reporters: 1,
    aggregate: 'mean',
    onTimeout: (body?.['on_timeout'] as Quorum['onTimeout'] | undefined) ?? 'fail',
    ...definedOnly({
      reporters: body?.['reporters'],
      aggregate: body?.['aggregate'],
      deadline: body?.['deadline'],
    }),
  }
}

const definedOnly = (given: object): Partial<Quorum> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

/** A metric is decided once, so all that go by it must want it decided in the same way. */
export function quorumFaults(body: SchedulerBody, others: readonly SchedulerBody[]): Fault[] {
  const known = others.flatMap(monitoringSchedules)
  return monitoringSchedules(body).flatMap(({ path, body: own }) => {
    const other = known.find((each) => each.body['monitor'] === own['monitor'])
    if (!other) known.push({ path, body: own })
    return [...disagreements(own, other?.body ?? own), ...singleReporterFaults(own)].map((fault) =>
      prefixFault(path, fault),
    )
  })
}

function disagreements(own: SchedulerBody, other: SchedulerBody): Fault[] {
  return QUORUM_FIELDS.filter((field) => own[field] !== other[field]).map((field) => {
    const [given, wanted] = [own, other].map((each) => JSON.stringify(each[field]) ?? 'nothing')
    const detail = `given ${given}, wanted ${wanted}: another scheduler has "${String(own['monitor'])}" decided so`
    return { pointer: pointer([field]), detail }
  })
}

/** What bounds the wait means nothing where nobody waits for others. */
function singleReporterFaults(body: SchedulerBody): Fault[] {
  const { reporters = 1 } = body as { reporters?: number }
  if (reporters > 1) return []
  return QUORUM_FIELDS.filter((field) => field !== 'reporters' && body[field] !== undefined).map(
    (field) => ({
      pointer: pointer([field]),
      detail: 'given, though one reporter decides at once, wanted "reporters" of at least 2',
    }),
  )
}
