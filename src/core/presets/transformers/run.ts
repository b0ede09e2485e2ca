import { z } from 'zod'
import { Step } from '../../number.ts'
import { PERCENT } from '../../schedules/duration.ts'
import { PresetRefusal, type PresetContext } from '../preset.ts'
import { isLeftOut, optionalRate, runLength, runOf } from '../shape/parameters.ts'

/** A number such as 0.03 as the percentage that is meant. */
const shareText = (given: unknown): string =>
  typeof given === 'number' && given > 0 && given < 1
    ? `${Number((given * 100).toPrecision(12))}%`
    : '3%'

const Warmup = z.union(
  [Step, z.string().regex(PERCENT, { error: 'wanted a percentage such as "3%"' })],
  {
    error: ({ input }) =>
      `wanted a number of steps, or a share of the run: as a text, "${shareText(input)}", or in warmup_ratio`,
  },
)

/** The parameters of every warmup. The library's trainer rounds a share of the run up. */
export const WARMUP = {
  num_warmup_steps: Warmup.optional().meta({
    description:
      'Steps of warmup from 0; the first runs at 0. A percentage of the run is rounded up.',
  }),
  warmup_ratio: optionalRate('Steps of warmup as a share of the run, rounded up.'),
}
const num_training_steps = runLength('Length of the run, warmup included.')

/** The parameters of every schedule with an end. */
export const RUN = { ...WARMUP, num_training_steps }
/** Example values of these parameters. */
export const example = { num_warmup_steps: 100, num_training_steps: 1000 }

export interface Run {
  readonly num_warmup_steps?: number | string | undefined
  readonly warmup_ratio?: number | null | undefined
  readonly num_training_steps?: number | null | undefined
}

/**
 * The steps of the warmup. Source: `TrainingArguments.get_warmup_steps`.
 * @throws {PresetRefusal} for a share of a run of unknown length.
 */
export function warmupOf(given: Run, context: PresetContext): number {
  const { num_warmup_steps: steps, warmup_ratio: ratio } = given
  if (isLeftOut(steps) && isLeftOut(ratio)) {
    const detail = 'omitted, and so is warmup_ratio: wanted one of the two'
    throw new PresetRefusal('num_warmup_steps', detail)
  }
  if (!isLeftOut(ratio)) {
    if (isLeftOut(steps) || steps === 0) return shareOf(ratio, given, context)
    throw new PresetRefusal('warmup_ratio', 'given with num_warmup_steps, wanted one of the two')
  }
  return typeof steps === 'string' ? shareOf(percentOf(steps), given, context) : steps!
}

const percentOf = (text: string): number => Number(text.replace('%', '')) / 100

/** A share of the run, rounded up as the library rounds: 7 % of 1000 is 71. */
const shareOf = (ratio: number, given: Run, context: PresetContext): number =>
  Math.ceil(runOf('num_training_steps', given.num_training_steps, context) * ratio)

/** A factor of the initial value that goes up from 0, and then another expression. */
export const afterWarmup = (warmup: number, then: string): string =>
  warmup === 0 ? then : `epoch / ${warmup} if epoch < ${warmup} else ${then}`

/** The lengths of the warmup and of the run, and the progress of the part between them. */
export function partsOf(given: Run, context: PresetContext) {
  const run = runOf('num_training_steps', given.num_training_steps, context)
  const warmup = warmupOf(given, context)
  const progress = `(epoch - ${warmup}) / ${Math.max(1, run - warmup)}`
  return { warmup, run, progress }
}

/**
 * The optimizer's default rate, of which the library makes a level a share.
 * @throws {PresetRefusal} if it is not known.
 */
export function defaultRate(parameter: string, { defaultValue, param }: PresetContext): number {
  if (defaultValue !== undefined) return defaultValue
  const detail = `is a level of the default ${param}, and the groups differ: wanted defaults.${param}`
  throw new PresetRefusal(parameter, detail)
}
