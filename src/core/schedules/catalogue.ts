import { z } from 'zod'
import { ConstantLR } from './constant_lr.ts'
import { ExponentialLR } from './exponential_lr.ts'
import { ExpressionLR } from './expression_lr.ts'
import { LambdaLR } from './lambda_lr.ts'
import { LinearLR } from './linear_lr.ts'
import { MultiplicativeLR } from './multiplicative_lr.ts'
import { MultiStepLR } from './multi_step_lr.ts'
import type { Schedule } from './schedule.ts'
import { StepLR } from './step_lr.ts'

/** Every family of schedules. Adding one is a new file and its name here. */
const FAMILIES = {
  LambdaLR,
  MultiplicativeLR,
  StepLR,
  MultiStepLR,
  ConstantLR,
  LinearLR,
  ExponentialLR,
  ExpressionLR,
} satisfies { [K in string]: Schedule & { type: K } }

type Type = keyof typeof FAMILIES

/** Every family, in the order of torch's documentation. */
export const SCHEDULES: readonly Schedule[] = Object.values(FAMILIES)

/** The one place that knows which family a scheduler belongs to. */
export const scheduleOf = (type: Type): Schedule => FAMILIES[type]

const [first, ...others] = Object.values(FAMILIES).map((family) => family.schema)

/** A scheduler as clients send it: beside these fields, the arguments of its type. */
export interface SchedulerBody {
  readonly type: Type
  readonly name?: string | undefined
  readonly groups?: readonly string[] | undefined
  readonly [argument: string]: unknown
}

/** A scheduler with the name that it goes by. */
export interface Scheduler extends SchedulerBody {
  readonly name: string
}

const union = z.discriminatedUnion('type', [first!, ...others]).meta({
  id: 'Scheduler',
  description: 'A scheduler: its type, its arguments under torch’s names, and what it drives.',
  discriminator: { propertyName: 'type' },
})

/** Parsing fills in torch's defaults. The types of the arguments are each family's own affair. */
export const SchedulerBody = union as unknown as z.ZodType<SchedulerBody, SchedulerBody>
