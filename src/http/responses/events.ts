import type { z } from 'zod'
import { groupFields } from '../../core/definition/group.ts'
import { withoutWritten } from '../../core/definition/written.ts'
import type { AuditInfo, Input, InputOf } from '../../core/trajectory/input.ts'
import { toJsonDouble } from '../../core/number.ts'
import { unflattened } from '../../core/optimizer/upcoming.ts'
import type { EventPage } from '../../operations/queries/events.ts'
import type { EventResponse } from '../contract/events.ts'

type Event = z.infer<typeof EventResponse>

/** Events in responses. */

/** A page of events, with the registration if the page is from the start. */
export function eventsResponse({ optimizer, fromStart, inputs }: EventPage): Event[] {
  const { createdAt: recorded_at, definition } = optimizer
  const { groups, schedulers } = definition
  const registered = {
    revision: 1,
    kind: 'registered' as const,
    step: 0,
    recorded_at,
    groups: groups.map(({ name }) => name),
    schedulers: schedulers.map(({ name }) => name),
  }
  return [...(fromStart ? [registered] : []), ...inputs.map(eventResponse)]
}

/** The event of one input. */
export const eventResponse = (input: Input): Event => ({
  revision: input.revision,
  kind: input.kind,
  step: input.step,
  ...auditFields(input),
  ...kindFields(input),
})

/** The time, the actor and the reason. */
const auditFields = ({ recordedAt: recorded_at, actor, reason }: AuditInfo) => ({
  recorded_at,
  ...(actor === undefined ? {} : { actor }),
  ...(reason === undefined ? {} : { reason }),
})

/** The fields of the kind of an input. */
function kindFields(input: Input): object {
  switch (input.kind) {
    case 'group_added':
      return { group: groupFields(input.group) }
    case 'group_removed':
      return { group: input.group }
    case 'scheduler_attached':
      return { scheduler: withoutWritten(input.scheduler) }
    case 'scheduler_detached':
      return { scheduler: input.scheduler }
    case 'scheduler_patched':
      return patchFields(input)
    case 'total_steps_changed':
      return lengthFields(input)
    case 'cancelled':
      return { cancelled: input.cancelled }
    default:
      return decidedFields(input)
  }
}

const patchFields = ({ scheduler, changes, written }: InputOf<'scheduler_patched'>) => ({
  scheduler,
  changes,
  ...(written?.parameters && { parameters: written.parameters }),
})

/** With the changed arguments of each scheduler, none where only an expression reads the length. */
const lengthFields = ({ totalSteps, schedulers }: InputOf<'total_steps_changed'>) => ({
  total_steps: totalSteps,
  schedulers: Object.fromEntries(
    Object.entries(schedulers).map(([name, { changes }]) => [name, changes] as const),
  ),
})

type DecidedInput = InputOf<'edited' | 'metric_decided' | 'generation_opened' | 'history_regressed'>

function decidedFields(input: DecidedInput): object {
  switch (input.kind) {
    case 'edited':
      return editFields(input)
    case 'metric_decided':
      return decisionFields(input)
    case 'generation_opened':
      return generationFields(input)
    case 'history_regressed':
      return { lost: input.lost }
  }
}

const generationFields = ({
  generation,
  key,
  parent,
  edits,
  worldSize,
}: InputOf<'generation_opened'>) => ({
  generation,
  key,
  parent,
  edits,
  ...(worldSize === undefined ? {} : { world_size: worldSize }),
})

const editFields = ({
  groups,
  set,
  scale,
  multiply,
  hold,
  release,
  untilStep,
}: InputOf<'edited'>) => ({
  groups,
  ...(Object.keys(set).length === 0 ? {} : { set: unflattened(set) }),
  ...(scale && { scale }),
  ...(multiply && { multiply }),
  ...(hold && { hold: unflattened(hold) }),
  ...(release && { release }),
  ...(untilStep === undefined ? {} : { until_step: untilStep }),
})

const decisionFields = ({
  metric,
  value,
  reportedFor,
  outcome,
  reports,
}: InputOf<'metric_decided'>) => ({
  metric,
  ...(outcome === undefined ? { value: toJsonDouble(value) } : { outcome }),
  reported_for: reportedFor,
  ...(reports === undefined ? {} : { reports: reports.map(reported) }),
})

const reported = ({
  rank,
  value,
  weight,
}: NonNullable<InputOf<'metric_decided'>['reports']>[number]) => ({
  rank,
  value: toJsonDouble(value),
  ...(weight === undefined ? {} : { weight }),
})
