import { z } from 'zod'
import { Step } from '../../core/number.ts'
import { Instant, Revision } from './numbers.ts'

const KINDS = [
  'registered',
  'group_added',
  'group_removed',
  'scheduler_attached',
  'scheduler_detached',
  'scheduler_patched',
  'total_steps_changed',
  'edited',
  'cancelled',
  'metric_decided',
  'generation_opened',
  'history_regressed',
] as const

const EventKind = z.enum(KINDS).meta({ id: 'EventKind' })

export const EventResponse = z
  .object({
    revision: Revision,
    kind: EventKind,
    step: Step.meta({
      description: 'The step at which the input acts; for a generation, its resume step.',
    }),
    recorded_at: Instant,
    actor: z.string().optional().meta({ description: 'The `Lockstep-Actor` of the call.' }),
    reason: z.string().optional(),
  })
  .catchall(z.unknown())
  .meta({
    id: 'Event',
    description: 'One input of the trajectory, with the fields of its kind.',
  })

export const EventList = z
  .object({
    events: z.array(EventResponse),
    last_revision: z.int().meta({ description: 'The `after` of the next page.' }),
    has_more: z.boolean(),
  })
  .meta({ id: 'EventList', description: 'Events in the order of their revisions.' })
