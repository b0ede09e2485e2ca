import { z } from 'zod'
import { Constants } from '../group_options.ts'
import { GroupName, Name } from '../name.ts'
import { Finite, fromJsonDouble, JsonDouble, Step, Steps } from '../number.ts'
import { SchedulerBody } from '../definition/scheduler_schemas.ts'
import type { Scheduler, Written } from '../schedules/catalogue.ts'
import type { Adjustment } from '../trajectory/adjustment.ts'
import type { Frame, FrameGroup } from '../trajectory/frame.ts'
import type { SavedSlot } from '../trajectory/slot.ts'

// Schemas of a stored frame: the groups and schedulers between two inputs.

export const Fields = z.record(z.string(), z.unknown())
export const StoredWritten = z.object({
  parameters: Fields.optional(),
  arguments: Fields.optional(),
  late: z.record(GroupName, Fields).optional(),
  common: Fields.optional(),
}) satisfies z.ZodType<Written>

/** A scheduler with its name. What it was given as is no field of a request's scheduler. */
export const NamedScheduler = z
  .looseObject({ written: StoredWritten.optional() })
  .transform(({ written, ...scheduler }, { issues }) => {
    const { data, error } = SchedulerBody.safeParse(scheduler)
    if (data) return written ? { ...data, written } : data
    issues.push(
      ...error.issues.map(({ message, path }) => {
        return { code: 'custom' as const, input: scheduler, message, path: [...path] }
      }),
    )
    return z.NEVER
  }) as unknown as z.ZodType<Scheduler>
export const Values = z.record(z.string(), Finite)
export const Double = JsonDouble.transform(fromJsonDouble)
const Slot: z.ZodType<SavedSlot> = z.object({
  base: Finite,
  memory: z.array(Double).optional(),
  origin: z.array(z.number()).optional(),
  children: z.array(z.lazy(() => Slot)).optional(),
}) as z.ZodType<SavedSlot>

const StoredAdjustment = z.object({
  kind: z.enum(['multiply', 'hold']),
  path: z.string(),
  value: Finite,
  revision: z.int(),
  until: Step.optional(),
}) satisfies z.ZodType<Adjustment>

const StoredGroup = z
  .object({
    name: GroupName,
    since: Step.default(0),
    joined: z.literal(true).optional(),
    values: Values,
    constants: Constants.optional(),
    adjustments: z.array(StoredAdjustment).optional(),
    marks: Values,
    seats: z.record(z.string(), Slot).default({}),
    laterArguments: z.record(Name, z.record(z.string(), z.unknown())).optional(),
    uncovered: z.array(Name).optional(),
  })
  .transform(({ marks: groupExtras, seats: slots, ...group }) => ({
    ...group,
    groupExtras,
    slots,
  })) satisfies z.ZodType<FrameGroup>

export const StoredFrame = z.object({
  step: Step,
  groups: z.array(StoredGroup),
  schedulers: z.array(
    z.object({ since: Step, scheduler: NamedScheduler, lastSlot: Slot.optional() }),
  ),
  totalSteps: Steps.optional(),
}) satisfies z.ZodType<Frame>
