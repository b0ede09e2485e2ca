import { z } from 'zod'
import { number, numberOrNone } from '../shape/parameters.ts'
import { setByExpression } from '../shape/expressions.ts'
import { preset, type PresetContext, type PresetGroup, type SchedulerJson } from '../preset.ts'
import { linesThrough, type ValuePoint } from './lines.ts'
import { inHalves } from './parts.ts'
import { firstValue, presetJson, torchStep, wrappedOf } from './wrapped.ts'

interface Warmup {
  readonly warmup_start_value: number
  readonly warmup_duration: number
  readonly warmup_end_value?: number | null | undefined
}

/** The points of a warmup around a scheduler that begins at a value, which may be the next point. */
function pointsBefore(first: number, given: Warmup, { base }: PresetGroup): readonly ValuePoint[] {
  const { warmup_start_value: start, warmup_duration: steps } = given
  const end = given.warmup_end_value ?? base
  const begin: ValuePoint = [0, start]
  if (first !== end) return [begin, [steps - 1, end]]
  return steps > 2 ? [begin, [steps - 2, end - (end - start) / (steps - 1)]] : [begin]
}

/** The points around a scheduler of torch: the first group goes to its own rate after them. */
function pointsAround(
  given: Warmup,
  { base }: PresetGroup,
  isFirst: boolean,
): readonly ValuePoint[] {
  const { warmup_start_value: start, warmup_duration: steps } = given
  const end = given.warmup_end_value ?? base
  const ramp: readonly ValuePoint[] = [
    [0, start],
    [steps - 1, end],
  ]
  return isFirst && base !== end ? [...ramp, [steps, base]] : ramp
}

/** The lines of the group, and the step after those of the last group, at which all change over. */
function linesOf(
  pointsOf: (group: PresetGroup, isFirst: boolean) => readonly ValuePoint[],
  { group, groups }: PresetContext,
): { lines: string; end: number } {
  const all = groups.length > 0 ? groups : [group]
  const points = all.map((each, index) => pointsOf(each, index === 0))
  const own = pointsOf(group, all[0]!.name === group.name)
  return { lines: inHalves(linesThrough(own)), end: points.at(-1)!.at(-1)![0] + 1 }
}

function expand(
  { lr_scheduler, ...given }: Warmup & { lr_scheduler: Readonly<Record<string, unknown>> },
  context: PresetContext,
): SchedulerJson {
  const wrapped = wrappedOf(lr_scheduler)
  if ('torch' in wrapped) {
    const pointsOf = (group: PresetGroup, isFirst: boolean) => pointsAround(given, group, isFirst)
    const { lines, end } = linesOf(pointsOf, context)
    const step = torchStep(wrapped.torch, `(epoch - ${end - 1})`)
    return setByExpression(`(${lines}) if epoch < ${end} else ${step}`)
  }
  const then = presetJson(wrapped.preset, wrapped.given, context)
  const first = firstValue(then)
  const { lines, end } = linesOf((group) => pointsBefore(first, given, group), context)
  return {
    type: 'SequentialLR',
    schedulers: [setByExpression(lines), then],
    milestones: [end],
  }
}

/** Ignite's warmup around another scheduler. */
export const IGNITE_WARMUP = [
  preset({
    name: 'ignite/create_lr_scheduler_with_warmup',
    summary:
      'Linear warmup, then another scheduler. All groups change over where the warmup of the last one ends.',
    parameters: {
      lr_scheduler: z.looseObject({}).meta({
        description:
          'A preset of ignite, or StepLR, MultiStepLR, ExponentialLR, PolynomialLR or CosineAnnealingLR of torch.',
      }),
      warmup_start_value: number('Value of the first step.'),
      warmup_duration: z.int().min(2).meta({ description: 'Steps of warmup.', unit: 'steps' }),
      warmup_end_value: numberOrNone('Value at the end of warmup. Default: the group’s own.'),
    },
    example: {
      lr_scheduler: { type: 'StepLR', step_size: 100, gamma: 0.5 },
      warmup_start_value: 0,
      warmup_duration: 10,
    },
    expand,
  }),
]
