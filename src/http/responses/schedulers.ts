import type { z } from 'zod'
import { withoutWritten } from '../../core/definition/written.ts'
import { findScheduler } from '../../core/optimizer/changes.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { allUpcoming } from '../../core/optimizer/upcoming.ts'
import {
  drives,
  type UpcomingGroup,
  type Upcoming,
  type UpcomingScheduler,
} from '../../core/optimizer/upcoming_group.ts'
import type { SchedulerResponse } from '../contract/optimizers.ts'
import { warningsAboutScheduler } from './warnings.ts'

/** Schedulers in responses. */

export function schedulerResponses(optimizer: Optimizer) {
  const view = allUpcoming(optimizer)
  return view.schedulers.map((each) => schedulerState(each, view))
}

export function schedulerResponse(optimizer: Optimizer, name: string) {
  const view = allUpcoming(optimizer)
  return schedulerState(findScheduler(view.schedulers, name), view)
}

/** A scheduler that was attached, with the warnings about it. */
export const attachedSchedulerResponse = (optimizer: Optimizer, name: string) => ({
  ...schedulerResponse(optimizer, name),
  ...warningsAboutScheduler(optimizer, name),
})

/** A scheduler after the acceptance of a change, with the step at which that acts. */
export function patchedSchedulerResponse(optimizer: Optimizer, name: string) {
  const view = allUpcoming(optimizer)
  const found = findScheduler(view.schedulers, name)
  const step = found.pending?.at(-1)?.step
  return {
    ...schedulerState(found, view),
    ...(step === undefined ? {} : { effective_step: step }),
    ...warningsAboutScheduler(optimizer, name),
  }
}

/** A scheduler with all its arguments, as they are now. */
export function schedulerState(
  view: UpcomingScheduler,
  { groups }: Upcoming,
): z.infer<typeof SchedulerResponse> {
  const { name, type, preset, groups: _named, ...given } = withoutWritten(view.scheduler)
  const driven = groups.filter((each) => drives(view.scheduler, each)).map(({ name }) => name)
  const { pending = [] } = view
  return {
    ...{ name, type, ...(preset === undefined ? {} : { preset }) },
    ...given,
    groups: driven,
    ...lifetime(view),
    ...(pending.length === 0 ? {} : { pending: [...pending] }),
  }
}

/** The steps of a pending addition and of a pending removal. */
export const lifetime = ({
  effectiveStep,
  untilStep,
}: Pick<UpcomingGroup, 'effectiveStep' | 'untilStep'>) => ({
  ...(effectiveStep === undefined ? {} : { effective_step: effectiveStep }),
  ...(untilStep === undefined ? {} : { until_step: untilStep }),
})
