import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { closeTo } from '../schedules/close_to.ts'
import { schedulerValuesAt } from '../schedules/scheduler_values.ts'

/** A preset with a configuration, and the values of the library itself. */
interface Case {
  readonly preset: { readonly preset: string }
  readonly base: number
  /** The hyperparameter that it drives there, if not lr. */
  readonly param?: string
  /** The tolerance where the library itself deviates from its formula. */
  readonly within?: number
  readonly losses?: readonly number[]
  readonly points: readonly (readonly [step: number, value: number])[]
}

const file = new URL('../../golden/preset_points.jsonl', import.meta.url)
const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
const cases = lines.map((line) => JSON.parse(line) as Case)

describe('a preset follows the code of its library', () => {
  for (const { preset, base, param = 'lr', within, losses, points } of cases) {
    const { preset: name, ...given } = preset
    it(`${name} ${JSON.stringify(given)}`, () => {
      const steps = points.map(([step]) => step)
      const values = points.map(([, value]) => value)
      const play = { base, param, ...(losses ? { losses } : {}) }
      const ours = schedulerValuesAt(steps, { ...preset, param }, play)
      if (within === undefined) return closeTo(ours, values)
      nearTo(within, ours, values)
    })
  }
})

function nearTo(share: number, actual: readonly number[], expected: readonly number[]): void {
  for (const [at, value] of expected.entries()) {
    const off = Math.abs(actual[at]! - value)
    assert.ok(off <= share * Math.abs(value) + 1e-12, `${actual[at]} and not ${value}, at ${at}`)
  }
}
