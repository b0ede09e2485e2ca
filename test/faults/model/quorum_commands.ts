import { observedProgress, generationOf } from '../invariants/observations.ts'
import { checkDecision, checkRankReport } from '../invariants/metrics.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { CommandOf } from './command.ts'
import { RANKS } from './ranks.ts'
import { isStale } from './advance_commands.ts'
import { sendWithRetry } from './retry.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** A rank reports its own metric. */
export async function reportAsRank(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'reportAsRank'>,
): Promise<void> {
  const { at, rank, by, loss: value } = command
  const { observed } = model
  const generation = model.generations[rank]!
  const step = Math.max(1, model.lastSteps[rank]! + by)
  const sent = observedProgress(observed)
  const path = `/metrics/loss/${step}/${rank}`
  const body = { value, generation }
  const response = await sendWithRetry(system, model, at, { method: 'PUT', path, body })
  if (isStale(response, generation)) return
  assertInvariant(
    generation >= sent.generation,
    'I3 fencing',
    () => `${observed.id}: a zombie of ${generation}`,
  )
  if (isRefused(response.body, { generation, step, rank, value }, model)) return
  const { status } = response
  assertInvariant(status === 200 || status === 201, 'expected response', () =>
    JSON.stringify(response.body),
  )
  checkReportResponse(response.body, { generation, step, rank, value }, model)
}

interface SentReport {
  readonly generation: number
  readonly step: number
  readonly rank: number
  readonly value: number
}

interface ReportResponse {
  readonly reporters: number
  readonly decided: boolean
  readonly value?: number
  readonly effective_step?: number
}

function checkReportResponse(
  response: ReportResponse,
  { generation, ...report }: SentReport,
  { observed }: Model,
): void {
  const { reporters, decided, value, effective_step } = response
  const metric = 'loss'
  if (reporters === RANKS) checkRankReport(observed, generation, { metric, ...report })
  if (!decided) return
  const { step } = report
  checkDecision(observed, generation, {
    metric,
    step,
    value: value!,
    effective_step: effective_step!,
  })
  const { reports } = generationOf(observed, generation)
  const all = Array.from({ length: reporters }, (_, rank) =>
    reports.get(`${metric} ${step} ${rank}`),
  )
  if (all.some((each) => each === undefined)) return
  const expected = all.reduce<number>((sum, each) => sum + each!, 0) / reporters
  assertInvariant(value === expected, 'I5 one decision', () => `${all.join(', ')} made ${value}`)
}

interface Refused {
  readonly code?: string
  readonly rank?: number
  readonly decided?: unknown
  readonly errors?: readonly { readonly pointer: string }[]
}

function isRefused(
  body: Refused,
  { generation, ...report }: SentReport,
  { observed }: Model,
): boolean {
  if (body.code === 'metric_conflict') {
    const isOther = body.rank === report.rank && body.decided !== report.value
    assertInvariant(isOther, 'I5 one decision', () => JSON.stringify(body))
    return true
  }
  // No scheduler uses the metric at this step, or there is no such rank.
  if (body.code === 'metric_not_found') return true
  const isUnused = body.code === 'invalid_request'
  const pointer = body.errors?.[0]?.pointer
  const what = () => `${observed.id} in ${generation}: ${JSON.stringify(body)}`
  assertInvariant(
    !isUnused || pointer === '/metric' || pointer === '/rank',
    'expected response',
    what,
  )
  return isUnused
}
