import { float, setByExpression } from '../shape/expressions.ts'
import { number, positive, rate, runLength, runOf } from '../shape/parameters.ts'
import { preset, type PresetContext } from '../preset.ts'
import { afterWarmup, LR, rateText, WARMUP } from './rate.ts'

interface Periods {
  readonly warmup_updates: number
  readonly t_mult: number
  readonly period: number
}

/** The number of past periods, and the time in the present one with its length, as expressions. */
function periodAt({ warmup_updates: warmup, t_mult, period }: Periods) {
  const time = warmup === 0 ? 'epoch' : `(epoch - ${warmup})`
  if (t_mult === 1) {
    const past = `floor(${time} / ${period})`
    return { past, since: `(${time} - ${period} * ${past})`, length: `${period}` }
  }
  // fairseq finds it by a logarithm: it has no value after the end of periods that become shorter.
  const [mul, less] = [float(t_mult), float(1 - t_mult)]
  const past = `floor(log(1 - ${time} / ${period} * ${less}) / log(${mul}))`
  const begin = `(1 - ${mul} ** ${past}) / ${less} * ${period}`
  return { past, since: `(${time} - ${begin})`, length: `(${mul} ** ${past} * ${period})` }
}

interface GivenPeriod {
  readonly warmup_updates: number
  readonly lr_period_updates: number
  readonly max_update?: number | null | undefined
}

/** The length of the first period: as given, or the rest of the run. */
const periodOf = (given: GivenPeriod, settings: PresetContext): number =>
  given.lr_period_updates > 0
    ? given.lr_period_updates
    : runOf('max_update', given.max_update, settings) - given.warmup_updates

/** The cosines of fairseq. */
export const FAIRSEQ_COSINE = [
  preset({
    name: 'fairseq/cosine',
    summary: 'Warmup, then cosines; both end values shrink from period to period.',
    parameters: {
      ...LR,
      ...WARMUP,
      min_lr: rate('Lowest rate; above the rate of a group, that rate.').default(0),
      t_mult: positive('The factor on the length from one period to the next.').default(1),
      lr_period_updates: number('Length of the first period; if not above 0: the rest of the run.')
        .meta({ unit: 'steps' })
        .default(-1),
      lr_shrink: rate('Factor on both ends after each period.').default(0.1),
      max_update: runLength('Updates of the run.'),
    },
    example: { lr_period_updates: 1000, min_lr: 1e-6, lr_shrink: 0.5 },
    expand: (given, settings) => {
      const { past, since, length } = periodAt({ ...given, period: periodOf(given, settings) })
      const peak = rateText(given)
      const least = given.min_lr === 0 ? '0.0' : `min(${float(given.min_lr)}, ${peak})`
      const shrunk = `${float(given.lr_shrink)} ** ${past}`
      const [top, floor] = [`${peak} * ${shrunk}`, `${least} * ${shrunk}`]
      const then = `${floor} + 0.5 * (${top} - ${floor}) * (1 + cos(pi * ${since} / ${length}))`
      return setByExpression(afterWarmup(given, { to: peak, lowest: least, then }))
    },
  }),
]
