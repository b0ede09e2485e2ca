import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { PRESETS, presetOf } from '../../../src/core/presets/catalogue.ts'
import { PRESETS_WITH_RUN, runLengths } from '../../../src/core/presets/run_lengths.ts'

const context = (totalSteps?: number, groups: readonly number[] = [0.1]) => ({
  param: 'lr',
  totalSteps,
  groups: groups.map((base) => ({ base, values: { lr: base } })),
})

describe('the lengths of a preset', () => {
  it('are parameters that it has, and that count steps', () => {
    for (const [name, parameters] of PRESETS_WITH_RUN) {
      const preset = presetOf(name)
      assert.ok(preset, `${name} is a preset`)
      for (const parameter of parameters) {
        const isTime: boolean = z.safeParse(preset.parameters[parameter]!, '0.5dur').success
        const counts: boolean = preset.steps.includes(parameter) || isTime
        assert.ok(counts, `${parameter} of ${name} counts steps, or is a time of Composer`)
      }
    }
  })
  it('are found in the example of each preset with a run', () => {
    for (const [name, parameters] of PRESETS_WITH_RUN) {
      const { example } = PRESETS.find((each) => each.name === name)!
      if (!parameters.every((parameter) => typeof example[parameter] === 'number')) continue
      const found = runLengths(name, { cycle_limit: 1, ...example }, context())
      assert.ok(Number(found?.steps) > 0, name)
    }
  })
  it('have a warmup in steps, or as a share of the run', () => {
    const of = (given: object) => runLengths('hf/linear', { ...given }, context(2000))
    assert.deepEqual(of({ num_warmup_steps: 7, num_training_steps: 50 }), { steps: 50, warmup: 7 })
    assert.deepEqual(of({ num_warmup_steps: '10%' }), { warmup: 200 })
    assert.deepEqual(of({ warmup_ratio: 0.1, num_training_steps: 50 }), { steps: 50, warmup: 5 })
    assert.equal(of({ num_warmup_steps: 0 }), undefined)
  })
  it('of timm are the sum of the warmup and the cycle, if there is one cycle', () => {
    const of = (given: object) =>
      runLengths('timm/cosine', { t_initial: 90, warmup_t: 10, ...given }, context())?.steps
    assert.equal(of({ cycle_limit: 1, warmup_prefix: true }), 100)
    assert.equal(of({ cycle_limit: 1, warmup_prefix: false }), 90)
    assert.equal(of({ cycle_limit: 2 }), undefined)
  })
  it('say whether rates are taken as scaled', () => {
    const found = runLengths('timm/step', { decay_t: 3 }, context(9, [0.1, 0.2]))
    assert.deepEqual(found, { scaled: true })
    assert.equal(runLengths('timm/step', { decay_t: 3 }, context(9, [0.1, 0.1])), undefined)
  })
})
