import { float, scaleByExpression } from '../shape/expressions.ts'
import { positive, rate } from '../shape/parameters.ts'
import { inPieces } from '../shape/pieces.ts'
import { preset } from '../preset.ts'
import { ALPHA, ALPHA_F, cosine, ENDS, GAMMA, line, polynomial, power } from './factors.ts'
import { decays, MILESTONES } from './milestones.ts'
import { restarts } from './restarts.ts'
import { lengthOf, maxOf, T_MAX, time } from './time.ts'

/** The progress of a schedule of some length. */
const progress = (length: number) => `min(1.0, epoch / ${length})`

/** The schedulers of Composer, in factors of the group's rate. Its `ba` is our step. */
export const COMPOSER = [
  preset({
    name: 'composer/step',
    summary: 'Multiplies by gamma every step_size steps.',
    parameters: { step_size: time('Steps between decays.'), ...GAMMA },
    example: { step_size: 100 },
    expand: ({ step_size, gamma }, settings) => {
      const passed = `int(epoch / ${lengthOf('step_size', step_size, settings)})`
      return scaleByExpression(`${float(gamma)} ** ${passed}`)
    },
  }),
  preset({
    name: 'composer/multistep',
    summary: 'Multiplies by gamma at each milestone.',
    parameters: { ...MILESTONES, ...GAMMA },
    example: { milestones: [300, 800] },
    expand: (given, settings) => decays(given, settings),
  }),
  preset({
    name: 'composer/constant',
    summary: 'A factor up to t_max, then 1.',
    parameters: { ...ALPHA, ...T_MAX },
    example: { alpha: 0.5, t_max: 1000 },
    expand: ({ alpha, t_max }, settings) =>
      scaleByExpression(`${float(alpha)} if epoch < ${maxOf(t_max, settings)} else 1.0`),
  }),
  preset({
    name: 'composer/linear',
    summary: 'Linear from one factor to another.',
    parameters: { ...ENDS, ...T_MAX },
    example: { t_max: 1000 },
    expand: ({ alpha_i, alpha_f, t_max }, settings) =>
      scaleByExpression(line(alpha_i, alpha_f, progress(maxOf(t_max, settings)))),
  }),
  preset({
    name: 'composer/exponential',
    summary: 'Multiplies by gamma over each decay_period, smoothly.',
    parameters: {
      gamma: rate('Factor of each decay.'),
      decay_period: time('Steps of one decay; Composer’s default is an epoch.').default(1),
    },
    example: { gamma: 0.96, decay_period: 100 },
    expand: ({ gamma, decay_period }, settings) => {
      const period = lengthOf('decay_period', decay_period, settings)
      return scaleByExpression(`${float(gamma)} ** (epoch / ${period})`)
    },
  }),
  preset({
    name: 'composer/cosine_annealing',
    summary: 'Cosine from 1 to a factor.',
    parameters: { ...ALPHA_F, ...T_MAX },
    example: { t_max: 1000, alpha_f: 0.1 },
    expand: ({ alpha_f, t_max }, settings) =>
      scaleByExpression(cosine(alpha_f, progress(maxOf(t_max, settings)))),
  }),
  preset({
    name: 'composer/cosine_annealing_warm_restarts',
    summary: 'Cosines from 1 to a factor, each t_mult times as long as the previous one.',
    parameters: {
      t_0: time('Length of the first cycle.'),
      t_mult: positive(
        'The factor on the length from one cycle to the next, which is truncated.',
      ).default(1),
      ...ALPHA_F,
    },
    example: { t_0: 100, t_mult: 2 },
    expand: ({ t_0, ...given }, settings) => {
      const cycles = restarts(lengthOf('t_0', t_0, settings), given, settings)
      return inPieces(cycles, scaleByExpression)
    },
  }),
  preset({
    name: 'composer/polynomial',
    summary: 'Polynomial from 1 to a factor.',
    parameters: { power, ...ALPHA_F, ...T_MAX },
    example: { power: 2, t_max: 1000 },
    expand: ({ power, alpha_f, t_max }, settings) =>
      scaleByExpression(polynomial(alpha_f, power, progress(maxOf(t_max, settings)))),
  }),
]
