import { float, setByExpression } from '../shape/expressions.ts'
import {
  isLeftOut,
  number,
  optionalRate,
  optionalShare,
  rate,
  runLength,
  runOf,
  steps,
} from '../shape/parameters.ts'
import { PresetRefusal, type PresetContext, type SchedulerJson } from '../preset.ts'

/** The parameters of every schedule of the rate. */
export const RUN = {
  init_lr: number('Rate at the start of warmup.').default(0),
  max_lr: optionalRate('Rate after warmup; max_lr of a group counts before it. Default: its lr.'),
  lr_warmup_steps: steps('Steps of warmup.').default(0),
  lr_warmup_fraction: optionalShare('Steps of warmup as a share of lr_decay_steps, not rounded.'),
  min_lr: rate('Rate at the end; min_lr of a group counts before it.').default(0),
  lr_decay_steps: runLength('Steps of the whole schedule, warmup included.'),
}

export interface Run {
  readonly init_lr: number
  readonly max_lr?: number | null | undefined
  readonly lr_warmup_steps: number
  readonly lr_warmup_fraction?: number | null | undefined
  readonly min_lr: number
  readonly lr_decay_steps?: number | null | undefined
}

/** The value of a group under a name, which Megatron takes before the scheduler's. */
export const ownValue = <T>(name: string, given: T, { group }: PresetContext): number | T =>
  group.values[name] ?? given

/** The rates of a group as expressions, and the lengths. */
export interface Parts {
  readonly peak: string
  readonly least: string
  readonly warmup: number
  readonly run: number
}

/**
 * The warmup, whose share need not be whole.
 * @throws {PresetRefusal} unless it is shorter than the run, as Megatron asserts.
 */
function warmupOf(given: Run, run: number): number {
  const { lr_warmup_fraction: fraction, lr_warmup_steps: steps } = given
  const isShare = !isLeftOut(fraction)
  const name = isShare ? 'lr_warmup_fraction' : 'lr_warmup_steps'
  if (isShare && steps > 0) {
    throw new PresetRefusal(name, 'given with lr_warmup_steps, wanted one of the two')
  }
  const warmup = isShare ? fraction * run : steps
  if (warmup < run) return warmup
  throw new PresetRefusal(name, `given ${warmup} of ${run} steps: wanted fewer`)
}

/** Megatron's assertions about the rates, which it does not make of those in groups. */
function refuseRates({ init_lr, max_lr, min_lr }: Run): void {
  for (const [parameter, value] of Object.entries({ init_lr, min_lr })) {
    if (value <= (max_lr ?? Infinity)) continue
    throw new PresetRefusal(parameter, `given ${value}, wanted at most max_lr, ${max_lr}`)
  }
}

/** The parts of a schedule that follow from its parameters; `run` without a default is no end. */
export function partsOf(given: Run, context: PresetContext, needsRun = true): Parts {
  refuseRates(given)
  const hasRun = needsRun || !isLeftOut(given.lr_decay_steps) || context.totalSteps !== undefined
  const isEndless = !hasRun && isLeftOut(given.lr_warmup_fraction)
  const run = isEndless ? Infinity : runOf('lr_decay_steps', given.lr_decay_steps, context)
  const peak = ownValue('max_lr', given.max_lr, context)
  return {
    peak: isLeftOut(peak) ? 'base' : float(peak),
    least: float(ownValue('min_lr', given.min_lr, context)),
    warmup: warmupOf(given, run),
    run,
  }
}

/** Linear warmup, and then another rate, times the factor of the group. */
export function withWarmup({ init_lr }: Run, { peak, warmup }: Parts, then: string): SchedulerJson {
  const [first, last] = [float(init_lr), float(warmup)]
  const ramp = `${first} + (${peak} - ${first}) * epoch / ${last}`
  const rate = warmup > 0 ? `(${ramp} if epoch <= ${last} else ${then})` : `(${then})`
  return setByExpression(`${rate} * lr_mult`)
}
