import { float } from '../shape/expressions.ts'
import { number, share } from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { afterFirst, inWindow, WINDOW, windowOf } from './window.ts'

/** The ramps of MMEngine, of lr unless `param` is given. Each step goes on from the value before. */
export const MMENGINE = [
  preset({
    name: 'mmengine/linear',
    summary: 'Linear between two factors, both ends of the window included.',
    parameters: {
      ...WINDOW,
      start_factor: share('Factor at the start, more than 0.').default(1 / 3),
      end_factor: share('Factor at the end.').default(1),
    },
    example: { start_factor: 0.001, end: 500 },
    expand: ({ start_factor, end_factor, ...given }, context) => {
      const window = windowOf(given, context)
      const { begin, last, time } = window
      if (start_factor === 0 && last > 0) {
        const detail = 'given 0, wanted more: MMEngine divides by it at the next step'
        throw new PresetRefusal('start_factor', detail)
      }
      const [from, change] = [float(start_factor), float(end_factor - start_factor)]
      const before = `(${float(last * start_factor)} + (${time} - 1) * ${change})`
      const rise = `value * (1.0 + ${change} / ${before})`
      return inWindow(window, `value * ${from} if epoch == ${begin} else ${rise}`)
    },
  }),
  preset({
    name: 'mmengine/constant',
    summary: 'A factor until the last step of the window, which a window of one step keeps.',
    parameters: { ...WINDOW, factor: share('The factor.').default(1 / 3) },
    example: { factor: 0.1, end: 500 },
    expand: ({ factor, ...given }, context) => {
      const window = windowOf(given, context)
      const { begin, last, time } = window
      // MMEngine divides by a factor of 0 at the last step: then that step has no value here.
      const back = factor === 0 ? 'value / 0.0' : `value * ${float(1 / factor)}`
      const first = `value * ${float(factor)} if epoch == ${begin}`
      return inWindow(window, `${first} else ${back} if ${time} == ${last} else value`)
    },
  }),
  preset({
    name: 'mmengine/poly',
    summary: 'Polynomial decay, both ends of the window included.',
    parameters: {
      ...WINDOW,
      power: number('Power of the decay.').default(1),
      eta_min: number('Value at the end.').default(0),
    },
    example: { power: 0.9, eta_min: 1e-4, end: 1000 },
    expand: ({ power, eta_min, ...given }, context) => {
      const window = windowOf(given, context)
      const least = float(eta_min)
      const factor = `(1 - 1 / (${window.last} - ${window.time} + 1)) ** ${float(power)}`
      return afterFirst(window, `(value - ${least}) * ${factor} + ${least}`)
    },
  }),
]
