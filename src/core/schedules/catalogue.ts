import type { Arguments } from './argument.ts'
import { ChainedScheduler } from './chained_scheduler.ts'
import { ConstantLR } from './constant_lr.ts'
import { CosineAnnealingLR } from './cosine_annealing_lr.ts'
import { CosineAnnealingWarmRestarts } from './cosine_annealing_warm_restarts.ts'
import { CyclicLR } from './cyclic_lr.ts'
import { ExponentialLR } from './exponential_lr.ts'
import { ExpressionLR } from './expression_lr.ts'
import { BOUNDS } from './fields.ts'
import { GreedyLR } from './greedy_lr.ts'
import { LambdaLR } from './lambda_lr.ts'
import { LinearLR } from './linear_lr.ts'
import { MultiStepLR } from './multi_step_lr.ts'
import { MultiplicativeLR } from './multiplicative_lr.ts'
import { OneCycleLR } from './one_cycle_lr.ts'
import { PhasedLR } from './phased_lr.ts'
import { PolynomialLR } from './polynomial_lr.ts'
import { ProductLR } from './product_lr.ts'
import { ReduceLROnPlateau } from './reduce_lr_on_plateau.ts'
import { RepeatLR } from './repeat_lr.ts'
import type { Schedule } from './schedule.ts'
import { SequentialLR } from './sequential_lr.ts'
import { StepLR } from './step_lr.ts'
import { SWALR } from './swa_lr.ts'
import { TableLR } from './table_lr.ts'
import { WarmupLR } from './warmup_lr.ts'

/** Every family of schedules. A new family is one new file, and its name here. */
const FAMILIES = {
  LambdaLR,
  MultiplicativeLR,
  StepLR,
  MultiStepLR,
  ConstantLR,
  LinearLR,
  ExponentialLR,
  PolynomialLR,
  CosineAnnealingLR,
  CosineAnnealingWarmRestarts,
  CyclicLR,
  OneCycleLR,
  ReduceLROnPlateau,
  SequentialLR,
  ChainedScheduler,
  SWALR,
  PhasedLR,
  WarmupLR,
  RepeatLR,
  ProductLR,
  TableLR,
  GreedyLR,
  ExpressionLR,
} satisfies { [K in string]: Schedule & { type: K } }

type Type = keyof typeof FAMILIES

/** The family of a scheduler. No other code maps types to families. */
export const scheduleOf = (type: Type): Schedule => FAMILIES[type]

const allArguments = new Map(
  Object.values(FAMILIES).map((family) => [family.type, { ...family.arguments, ...BOUNDS }]),
)

/** The arguments of a family, including its bounds. */
export const argumentsOf = (type: Type): Arguments => allArguments.get(type)!

type Json = Readonly<Record<string, unknown>>

/** What a scheduler was given as: it is completed again from this with another length of the run. */
export interface Written {
  /** The parameters of its preset. */
  readonly parameters?: Json | undefined
  /** The arguments with shares of the run; of a preset, every argument beside its parameters. */
  readonly arguments?: Json | undefined
  /** The parameters and arguments that groups that were added later brought, by group. */
  readonly late?: Readonly<Record<string, Json>> | undefined
  /**
   * The values that were common until such a group brought its own: those of further groups. Null is
   * an omitted argument; nested schedulers have theirs under the field of the nesting.
   */
  readonly common?: Json | undefined
}

/** A scheduler as clients send it: these fields, and the arguments of its type. */
export interface SchedulerBody {
  readonly type: Type
  readonly name?: string | undefined
  readonly groups?: readonly string[] | undefined
  readonly param?: string | undefined
  readonly every?: number | undefined
  readonly last_epoch?: number | undefined
  /** The preset that it was expanded from. */
  readonly preset?: string | undefined
  /** How it was given, where its steps follow from the length of the run or from a preset. */
  readonly written?: Written | undefined
  readonly [argument: string]: unknown
}

/** A scheduler with its name. */
export interface Scheduler extends SchedulerBody {
  readonly name: string
}

/** Every family, in the order of torch's documentation. */
export const SCHEDULES: readonly Schedule[] = Object.values(FAMILIES)
