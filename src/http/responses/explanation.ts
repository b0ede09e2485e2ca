import type { z } from 'zod'
import { toJsonDouble } from '../../core/number.ts'
import type { Contribution, Explanation } from '../../operations/queries/explanation.ts'
import type { ExplanationResponse } from '../contract/explanation.ts'
import { changeResponse } from './edits.ts'

/** An explanation in a response. */
export function explanationResponse(found: Explanation): z.infer<typeof ExplanationResponse> {
  const { optimizer, step, group, param, value, base } = found
  return {
    optimizer: optimizer.id,
    generation: optimizer.generation.number,
    step,
    group,
    param,
    value,
    sealed: step <= optimizer.sealedThrough,
    base,
    schedulers: found.schedulers.map(contribution),
    ...adjustmentFields(found),
    decisions: found.decisions.map(decisionSummary),
    edits: found.changes.map(changeResponse),
  }
}

/** The product of the factors in force, and the held value. */
function adjustmentFields({ adjustments }: Explanation) {
  const factors = adjustments.filter(({ kind }) => kind === 'multiply')
  const hold = adjustments.findLast(({ kind }) => kind === 'hold')
  return {
    ...(factors.length > 0 && { multiply: factors.reduce((all, { value }) => all * value, 1) }),
    ...(hold && { hold: hold.value }),
  }
}

const contribution = ({ scheduler, since, epoch, before, after }: Contribution) => ({
  name: scheduler.name,
  type: scheduler.type,
  ...(scheduler.preset === undefined ? {} : { preset: scheduler.preset }),
  attached_at: since,
  epoch,
  ...(before === undefined || after === undefined ? {} : { before, after }),
})

const decisionSummary = (decided: Explanation['decisions'][number]) => ({
  revision: decided.revision,
  metric: decided.metric,
  ...(decided.outcome === undefined
    ? { value: toJsonDouble(decided.value) }
    : { outcome: decided.outcome }),
  reported_for: decided.reportedFor,
  step: decided.step,
})
