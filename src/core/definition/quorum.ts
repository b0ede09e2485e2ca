import { childrenOf } from './per_group_arguments.ts'
import { pointer, prefixFault, type Fault } from '../problem.ts'
import type { SchedulerBody } from '../schedules/catalogue.ts'

/** The number of ranks that decide a metric, and the rules of the decision. */
export interface Quorum {
  readonly reporters: number
  readonly aggregate: 'mean' | 'min' | 'max' | 'median' | 'sum'
  /** Seconds from the first report. */
  readonly deadline?: number | undefined
  readonly onTimeout: 'use_available' | 'skip' | 'fail'
}

const QUORUM_FIELDS = ['reporters', 'aggregate', 'deadline', 'on_timeout'] as const

/** The schedules that monitor a metric, nested ones included, each with its path. */
function monitoringSchedules(body: SchedulerBody): { path: PropertyKey[]; body: SchedulerBody }[] {
  const own = typeof body['monitor'] === 'string' ? [{ path: [], body }] : []
  const inside = childrenOf(body).flatMap(({ path, inner }) =>
    monitoringSchedules(inner).map((each) => ({ ...each, path: [...path, ...each.path] })),
  )
  return [...own, ...inside]
}

/** The quorum of a metric, from the schedulers that monitor it. All of them have the same. */
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

/** A metric is decided once, so all schedulers that monitor it must have the same quorum. */
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
    const detail = `given ${given}, wanted ${wanted}, as in another scheduler that monitors "${String(own['monitor'])}"`
    return { pointer: pointer([field]), detail }
  })
}

/** With one reporter there is no wait, so the other fields of a quorum have no meaning. */
function singleReporterFaults(body: SchedulerBody): Fault[] {
  const { reporters = 1 } = body as { reporters?: number }
  if (reporters > 1) return []
  return QUORUM_FIELDS.filter((field) => field !== 'reporters' && body[field] !== undefined).map(
    (field) => ({
      pointer: pointer([field]),
      detail: 'given, but a single reporter decides at once, wanted "reporters" of at least 2',
    }),
  )
}
