import {
  generationOf,
  generationOfStep,
  type Observations,
  type ObservedDecision,
} from './observations.ts'
import { assertInvariant } from './violation.ts'

/**
 * Checks a decision that was returned in a generation: I5. It belongs to the generation that seals
 * its effective step, because a new generation drops the decisions after its resume step.
 */
export function checkDecision(
  observed: Observations,
  generation: number,
  decision: Omit<ObservedDecision, 'generation'>,
): void {
  const { metric, step, value, effective_step } = decision
  const owner = generationOfStep(observed, generation, effective_step)
  const at = `${metric} ${step}`
  const before = owner.decisions.get(at)
  const received = { value, effective_step }
  const [was, now] = [JSON.stringify(before ?? received), JSON.stringify(received)]
  assertInvariant(
    was === now,
    'I5 one decision',
    () => `${observed.id} ${at} was ${was}, now ${now}`,
  )
  if (before) return
  owner.decisions.set(at, received)
  const [number] = [...observed.generations].find(([, each]) => each === owner)!
  observed.decisions.push({ generation: number, ...decision })
}

/** A report of one rank that a response confirms. */
export interface RankReport {
  readonly metric: string
  readonly step: number
  readonly rank: number
  readonly value: number
}

/** Checks a confirmed report: a rank has one, and its value never changes. */
export function checkRankReport(
  observed: Observations,
  generation: number,
  { metric, step, rank, value }: RankReport,
): void {
  const { reports } = generationOf(observed, generation)
  const at = `${metric} ${step} ${rank}`
  const before = reports.get(at) ?? value
  const what = () => `${observed.id} ${at} was reported as ${before}, now ${value}`
  assertInvariant(before === value, 'I5 one decision', what)
  reports.set(at, value)
}
