import { z } from 'zod'
import type { Frame } from '../core/frame.ts'
import { Hyperparameters } from '../core/hyperparameters.ts'
import type { Input } from '../core/input.ts'
import { Name } from '../core/name.ts'
import { doubleOf, Finite, Step, Steps, Wide } from '../core/number.ts'
import type { Definition } from '../core/registration.ts'
import { SchedulerBody, type Scheduler } from '../core/schedules/catalogue.ts'
import type { Seated } from '../core/seat.ts'

/** What comes back from a store is read by schemas, as what comes in over HTTP is. */

const Group = z.object({
  name: Name,
  initialLr: Finite.optional(),
  hyperparameters: Hyperparameters,
})
const NamedScheduler = SchedulerBody as unknown as z.ZodType<Scheduler>
const Values = z.record(z.string(), Finite)
const Double = Wide.transform(doubleOf)
const Seat: z.ZodType<Seated> = z.object({
  base: Finite,
  memory: z.array(Double).optional(),
  children: z.array(z.lazy(() => Seat)).optional(),
}) as z.ZodType<Seated>

export const StoredDefinition = z.object({
  id: Name,
  createdAt: z.string(),
  definition: z.object({
    groups: z.array(Group),
    schedulers: z.array(NamedScheduler),
    defaults: Hyperparameters,
    total_steps: Steps.optional(),
    labels: z.record(z.string(), z.string()),
    request: z.string().optional(),
  }) satisfies z.ZodType<Definition>,
})

const recorded = { revision: z.int(), step: Step, recordedAt: z.string() }
export const StoredInput = z.discriminatedUnion('kind', [
  z.object({ ...recorded, kind: z.literal('group_added'), group: Group }),
  z.object({ ...recorded, kind: z.literal('group_removed'), group: Name }),
  z.object({ ...recorded, kind: z.literal('scheduler_attached'), scheduler: NamedScheduler }),
  z.object({ ...recorded, kind: z.literal('scheduler_detached'), scheduler: Name }),
  z.object({ ...recorded, kind: z.literal('edited'), groups: z.array(Name), set: Values }),
  z.object({
    ...recorded,
    kind: z.literal('metric_decided'),
    metric: Name,
    value: Double,
    reportedFor: Step,
  }),
]) satisfies z.ZodType<Input>

export const StoredPlan = z.object({
  frame: z.object({
    step: Step,
    groups: z.array(
      z.object({
        name: Name,
        since: Step,
        values: Values,
        marks: Values,
        seats: z.record(z.string(), Seat),
      }),
    ),
    schedulers: z.array(z.object({ since: Step, scheduler: NamedScheduler })),
    totalSteps: Steps.optional(),
  }) satisfies z.ZodType<Frame>,
  pending: z.array(StoredInput),
})
