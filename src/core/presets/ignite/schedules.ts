import { flag } from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { CYCLE, cyclesOf, less, type CycleCurve } from './cycles.ts'
import { linesThrough, points } from './lines.ts'
import { inParts } from './parts.ts'

/** Ignite's curves, in its order of operations. */
const CURVES = {
  triangle: ({ start, end }, progress) =>
    `${end.text} + ${less(start, end)} * abs(${progress} - 0.5) * 2`,
  saw: ({ start, end }, progress) => `${start.text} + ${less(end, start)} * ${progress}`,
  cosine: ({ start, end }, progress) =>
    `${start.text} + (${less(end, start)} / 2) * (1 - cos(pi * ${progress}))`,
} satisfies Record<string, CycleCurve>

const example = { start_value: 0.1, end_value: 0.001, cycle_size: 1000 }

/** The parameter schedulers of ignite, in its absolute values, of lr unless `param` is given. */
export const IGNITE = [
  preset({
    name: 'ignite/linear_cyclical',
    summary: 'Triangles without end, or saws if monotonic.',
    parameters: {
      ...CYCLE,
      monotonic: flag('Whether each cycle jumps back to the start.').default(false),
    },
    example,
    expand: ({ monotonic, ...given }) => {
      if (given.warmup_duration > 0 && !monotonic) {
        const detail = `given ${given.warmup_duration}, wanted 0 unless monotonic`
        throw new PresetRefusal('warmup_duration', detail)
      }
      return inParts(cyclesOf(given, monotonic ? CURVES.saw : CURVES.triangle))
    },
  }),
  preset({
    name: 'ignite/cosine_annealing',
    summary: 'Cosines from start_value to end_value without end.',
    parameters: CYCLE,
    example,
    expand: (given) => inParts(cyclesOf(given, CURVES.cosine)),
  }),
  preset({
    name: 'ignite/piecewise_linear',
    summary: 'Lines from point to point; the first and the last value are held.',
    parameters: { milestones_values: points },
    example: {
      milestones_values: [
        [10, 0.5],
        [20, 0.45],
        [30, 0.1],
      ],
    },
    expand: ({ milestones_values }) => {
      const steps = milestones_values.map(([step]) => step)
      const wrong = steps.findIndex((step, index) => step < (steps[index - 1] ?? 0))
      if (wrong >= 0) {
        const detail = `given ${steps[wrong]} after ${steps[wrong - 1]}, wanted ascending steps`
        throw new PresetRefusal('milestones_values', detail)
      }
      return inParts(linesThrough(milestones_values))
    },
  }),
]
