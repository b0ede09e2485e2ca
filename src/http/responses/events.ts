import type { z } from 'zod'
import type { Circumstances, Input } from '../../core/trajectory/input.ts'
import { toJsonDouble } from '../../core/number.ts'
import { shaped } from '../../core/optimizer/upcoming.ts'
import type { EventPage } from '../../operations/queries/events.ts'
import type { EventAnswer } from '../contract/events.ts'

type Event = z.infer<typeof EventAnswer>

/** Inputs, as answers tell of them. */

/** What happened, the registration included where it belongs to it. */
export function eventsAnswer({ optimizer, fromStart, inputs }: EventPage): Event[] {
  const { createdAt: recorded_at, definition } = optimizer
  const { groups, schedulers } = definition
  const began = {
    revision: 1,
    kind: 'registered' as const,
    step: 0,
    recorded_at,
    groups: groups.map(({ name }) => name),
    schedulers: schedulers.map(({ name }) => name),
  }
  return [...(fromStart ? [began] : []), ...inputs.map(eventAnswer)]
}

/** One input. */
export const eventAnswer = (input: Input): Event => ({
  revision: input.revision,
  kind: input.kind,
  step: input.step,
  ...said(input),
  ...particulars(input),
})

/** When, by whom and why. */
const said = ({ recordedAt: recorded_at, actor, reason }: Circumstances) => ({
  recorded_at,
  ...(actor === undefined ? {} : { actor }),
  ...(reason === undefined ? {} : { reason }),
})

/** What an input of its kind tells beside. */
function particulars(input: Input): object {
  switch (input.kind) {
    case 'group_added':
      return { group: group(input) }
    case 'group_removed':
      return { group: input.group }
    case 'scheduler_attached':
    case 'scheduler_detached':
      return { scheduler: input.scheduler }
    case 'cancelled':
      return { cancelled: input.cancelled }
    default:
      return decided(input)
  }
}

type Decided = Of<'edited' | 'metric_decided' | 'generation_opened'>

function decided(input: Decided): object {
  switch (input.kind) {
    case 'edited':
      return edit(input)
    case 'metric_decided':
      return decision(input)
    case 'generation_opened':
      return opening(input)
  }
}

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>

const group = ({ group: { name, hyperparameters, initialLr } }: Of<'group_added'>) => ({
  name,
  ...hyperparameters,
  ...(initialLr === undefined ? {} : { initial_lr: initialLr }),
})

const opening = ({ generation, key, parent, edits, worldSize }: Of<'generation_opened'>) => ({
  generation,
  key,
  parent,
  edits,
  ...(worldSize === undefined ? {} : { world_size: worldSize }),
})

const edit = ({ groups, set, scale }: Of<'edited'>) => ({
  groups,
  ...(Object.keys(set).length === 0 ? {} : { set: shaped(set) }),
  ...(scale === undefined ? {} : { scale }),
})

const decision = ({ metric, value, reportedFor, outcome, reports }: Of<'metric_decided'>) => ({
  metric,
  ...(outcome === undefined ? { value: toJsonDouble(value) } : { outcome }),
  reported_for: reportedFor,
  ...(reports === undefined ? {} : { reports: reports.map(reported) }),
})

const reported = ({
  rank,
  value,
  weight,
}: NonNullable<Of<'metric_decided'>['reports']>[number]) => ({
  rank,
  value: toJsonDouble(value),
  ...(weight === undefined ? {} : { weight }),
})
