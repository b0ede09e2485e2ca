import { z } from 'zod'
import { GroupName, Name } from '../name.ts'
import { optional, type Argument, type Arguments } from './argument.ts'
import { Duration } from './duration.ts'
import { Level } from './level.ts'
import { MAX_STEP } from '../number.ts'

const BY_GROUP = 'wanted an object of values by group'
const IN_ORDER = 'wanted a list of values in the order of the groups'

/** One value for all groups, an object of values by group or, if torch accepts one, a list. */
function perGroupSchema({
  schema,
  fallback,
  optional,
  list,
  common,
  description,
}: Argument<unknown>) {
  if (common) return schema.meta({ description })
  const forms: [z.ZodType, z.ZodType, ...z.ZodType[]] = [
    schema,
    z.record(GroupName, schema, { error: BY_GROUP }),
  ]
  if (list) forms.push(z.array(schema, { error: IN_ORDER }).min(1))
  const union = z.union(forms).meta({ description })
  if (optional) return union.nullish()
  return fallback === undefined ? union : union.default(fallback)
}

/** The schema of each argument as a field of a scheduler's JSON. */
export const argumentFields = (given: Arguments) =>
  Object.fromEntries(Object.entries(given).map(([name, each]) => [name, perGroupSchema(each)]))

/** The bounds of any schedule, on the top-level one only. */
export const BOUNDS = {
  min: optional(Level, 'The value is never below this.'),
  max: optional(Level, 'The value is never above this.'),
} satisfies Arguments

/** The optional fields of every scheduler, besides its arguments. */
export const COMMON = {
  name: Name.optional().meta({
    description: 'Its name; default: its type with a number, "StepLR-1".',
  }),
  groups: z.array(GroupName).min(1).max(10_000).optional().meta({
    description: 'The groups it drives; default: all groups, including groups added later.',
  }),
  param: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}(\.\d{1,2})?$/, {
      error: 'wanted the name of a hyperparameter, such as "weight_decay" or "betas.0"',
    })
    .optional()
    .meta({ description: 'The hyperparameter it drives; default: lr.', examples: ['betas.0'] }),
  every: Duration.optional().meta({
    description:
      'The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps.',
  }),
  last_epoch: z.int().min(-1).max(MAX_STEP).optional().meta({
    description:
      'The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.',
  }),
  ...argumentFields(BOUNDS),
}
