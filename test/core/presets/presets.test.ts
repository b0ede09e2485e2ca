import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { PRESET_NAMES, PRESETS, presetOf } from '../../../src/core/presets/catalogue.ts'
import { PresetRefusal, type PresetContext } from '../../../src/core/presets/preset.ts'
import type { OptimizerSettings } from '../../../src/core/schedules/schedule.ts'
import { closeTo } from '../schedules/close_to.ts'
import { schedulerValues, schedulerValuesAt } from '../schedules/scheduler_values.ts'

type Json = Readonly<Record<string, unknown>>

/** The scheduler that a preset expands into, with parameters parsed as a caller's. */
function expanded(name: string, given: Json, settings: OptimizerSettings = {}) {
  const preset = presetOf(name)!
  const parameters = preset.schema.parse({ preset: name, ...given }) as Json
  return preset.expand(parameters, contextOf(settings))
}

/** An optimizer with one group. */
function contextOf(settings: OptimizerSettings): PresetContext {
  const group = { name: 'all', base: 1, isFirst: true, values: { lr: 1 } }
  return {
    ...settings,
    param: 'lr',
    every: 1,
    namesGroups: false,
    defaultValue: 1,
    groups: [group],
    group,
  }
}

const refuses = (
  name: string,
  given: Json,
  parameter: string,
  message: RegExp,
  settings?: OptimizerSettings,
) =>
  assert.throws(
    () => expanded(name, given, settings),
    (error) => {
      assert.ok(error instanceof PresetRefusal, String(error))
      assert.equal(error.parameter, parameter)
      assert.match(error.message, message)
      return true
    },
  )

describe('every preset', () => {
  it('has a unique name: the library, and its name there', () => {
    assert.equal(new Set(PRESET_NAMES).size, PRESETS.length)
    for (const name of PRESET_NAMES) assert.match(name, /^[a-z0-9_]+\/[a-z0-9_]+$/)
  })

  for (const { name, schema, example, parameters } of PRESETS) {
    it(`${name}: its example runs`, () => {
      const values = schedulerValuesAt([0, 1, 10, 2000], example)
      assert.ok(values.every(Number.isFinite), String(values))
    })
    it(`${name}: an unknown parameter is refused`, () => {
      assert.equal(schema.safeParse({ ...example, no_such_parameter: 1 }).success, false)
    })
    it(`${name}: its JSON Schema describes every parameter`, () => {
      const { properties = {} } = z.toJSONSchema(schema, {
        io: 'input',
      }) as z.core.JSONSchema.ObjectSchema
      assert.deepEqual(Object.keys(properties), ['preset', ...Object.keys(parameters)])
      const bare = Object.keys(parameters).filter((each) => !describes(properties[each]))
      assert.deepEqual(bare, [])
    })
  }
})

/** Whether a schema, or the schema of its items, has a description. */
function describes(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  return 'description' in schema || ('items' in schema && describes(schema.items))
}

/** The preset of each known schedule, with the library's own configuration. */
const PRESET_OF: Readonly<Record<string, readonly [name: string, adapt?: (config: Json) => Json]>> =
  {
    'hf-linear': ['hf/linear'],
    'hf-cosine': ['hf/cosine'],
    'hf-cosine-three-waves': ['hf/cosine'],
    'hf-polynomial': ['hf/polynomial'],
    'hf-inverse-sqrt-timescale': ['hf/inverse_sqrt'],
    'hf-cosine-warmup-with-min-lr': ['hf/cosine_warmup_with_min_lr'],
    'hf-wsd-1-sqrt': ['hf/warmup_stable_decay'],
    'timm-cosine-default-overlay': ['timm/cosine'],
    'timm-cosine-kdecay': ['timm/cosine'],
    'timm-poly': ['timm/poly'],
    'timm-step': ['timm/step'],
    'timm-wsd-1-sqrt': ['timm/wsd'],
    'timm-wsd-rsqrt-linear': ['timm/wsd'],
    'optax-warmup-cosine-exponent': ['optax/warmup_cosine'],
    'optax-cosine-onecycle': ['optax/cosine_onecycle'],
    'optax-piecewise-constant': ['optax/piecewise_constant'],
    'deepspeed-warmuplr-log': ['deepspeed/warmup'],
    'deepspeed-warmupdecaylr': ['deepspeed/warmup_decay'],
    'deepspeed-onecycle-lr': ['deepspeed/one_cycle'],
    'deepspeed-lrrangetest': ['deepspeed/lr_range_test'],
    'megatron-wsd-exponential': ['megatron/wsd', without('lr_decay_style')],
    'megatron-inverse-sqrt': ['megatron/inverse_square_root', without('lr_decay_style')],
    'megatron-weight-decay-cosine': ['megatron/weight_decay'],
    'composer-polynomial-with-warmup': ['composer/polynomial_with_warmup', inBatches],
    'ignite-piecewise-linear': ['ignite/piecewise_linear'],
    'ignite-linear-cyclical': ['ignite/linear_cyclical'],
    'mmengine-polylr': ['mmengine/poly', without('by_epoch')],
    'keras-cosine-decay-warmup': ['keras/cosine_decay'],
    'keras-polynomial-cycle': ['keras/polynomial_decay'],
    'fairseq-tri-stage': ['fairseq/tri_stage'],
    'fairseq-cosine': ['fairseq/cosine'],
    'paddle-noam': ['paddle/noam_decay'],
    'nanogpt-cosine': ['nanogpt/cosine'],
    'modded-nanogpt-staged-cooldown': ['modded_nanogpt/stages', inThirds],
    't5x-rsqrt': ['t5x/rsqrt'],
    'olmo-cosine': ['olmo/cosine_with_warmup'],
    'schedule-free-warmup': ['schedule_free/warmup'],
    'plateau-torch': ['hf/reduce_lr_on_plateau'],
    'plateau-optax': ['optax/reduce_on_plateau', inOptax],
    greedy: ['hf/greedy'],
  }

/** Parameters that the name of the preset implies. */
function without(parameter: string) {
  return ({ [parameter]: _, ...config }: Json): Json => config
}

/** Composer's "100ba" are 100 steps. */
function inBatches(config: Json): Json {
  const plain = (value: unknown) => (typeof value === 'string' ? Number.parseInt(value) : value)
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, plain(value)]))
}

function inThirds({ stages, ...config }: Json): Json {
  const each = stages as readonly Json[]
  return { ...config, stages: each.map((stage) => ({ ...stage, duration: 1 / 3 })) }
}

/** The configuration in torch's terms. */
function inOptax({ threshold, threshold_mode: _mode, min_lr, mode: _, ...config }: Json): Json {
  return { ...config, rtol: threshold, min_scale: min_lr }
}

interface KnownSchedule {
  readonly id: string
  readonly hyperparameter: string
  readonly base: number
  readonly config: Json
  readonly points: readonly (readonly [step: number, value: number])[]
}

interface Feedback {
  readonly id: string
  readonly initial: number
  readonly config: Json
  readonly metrics: readonly number[]
  readonly values: readonly number[]
}

const file = new URL('../../golden/schedule_points.json', import.meta.url)
const { schedules, feedback } = JSON.parse(readFileSync(file, 'utf8')) as {
  schedules: readonly KnownSchedule[]
  feedback: readonly Feedback[]
}

/** A preset with the library's configuration. */
function configured({ id, config }: { id: string; config: Json }): Json {
  const [preset, adapt = (same: Json) => same] = PRESET_OF[id]!
  return { preset, ...adapt(config) }
}

describe('a preset with the library’s own configuration has the library’s values', () => {
  for (const known of schedules) {
    it(known.id, () => {
      const { hyperparameter: param, base, points } = known
      const steps = points.map(([step]) => step)
      const values = points.map(([, value]) => value)
      closeTo(schedulerValuesAt(steps, configured(known), { param, base }), values)
    })
  }

  for (const known of feedback) {
    it(`${known.id}, after each report`, () => {
      const preset = { ...configured(known), monitor: 'loss' }
      const { initial: base, metrics: losses, values } = known
      closeTo(schedulerValues(losses.length, preset, { base, losses }).slice(1), values)
    })
  }
})

describe('the length of the run', () => {
  it('is the total_steps of the optimizer by default', () => {
    const given = { num_warmup_steps: 10 }
    const returned = expanded('hf/linear', { ...given, num_training_steps: 100 })
    assert.deepEqual(expanded('hf/linear', given, { totalSteps: 100 }), returned)
    const none = { ...given, num_training_steps: null }
    assert.deepEqual(expanded('hf/linear', none, { totalSteps: 100 }), returned)
  })
  it('is the given one otherwise', () => {
    const given = { num_warmup_steps: 10, num_training_steps: 100 }
    const returned = expanded('hf/linear', given)
    assert.deepEqual(expanded('hf/linear', given, { totalSteps: 999 }), returned)
  })
  it('is required if neither has it', () => {
    refuses('hf/cosine', { num_warmup_steps: 10 }, 'num_training_steps', /declares no total_steps/)
    refuses('composer/linear', {}, 't_max', /wanted the length of the run/)
    refuses('deepspeed/warmup_decay', {}, 'total_num_steps', /omitted/)
  })
  it('is longer than the warmup', () => {
    refuses(
      'megatron/cosine',
      { lr_warmup_steps: 9, lr_decay_steps: 8 },
      'lr_warmup_steps',
      /9 of 8/,
    )
  })
})

describe('parameters that do not fit each other', () => {
  const run = { num_warmup_steps: 10, num_training_steps: 100 }

  it('are refused without one of two alternatives', () => {
    refuses('hf/cosine_with_min_lr', run, 'min_lr_rate', /omitted, and so is min_lr/)
    const both = { ...run, min_lr: 1e-5, min_lr_rate: 0.1 }
    refuses('hf/cosine_with_min_lr', both, 'min_lr_rate', /given, and so is min_lr/)
    const monitor = 'loss'
    refuses('optax/reduce_on_plateau', { monitor, rtol: 0 }, 'rtol', /given 0, and so is atol/)
    const eta = { end: 10, eta_min: 0, eta_min_ratio: 0.1 }
    refuses('mmengine/cosine_annealing', eta, 'eta_min_ratio', /one of the two/)
  })
  it('are refused if the lengths do not add up', () => {
    refuses('timm/wsd', { t_initial: 10, decay_t: 11 }, 'decay_t', /11, wanted at most .* 10/)
    const ratio = { phase_ratio: [0.1, 0.4, 0.4], max_update: 100 }
    refuses('fairseq/tri_stage', ratio, 'phase_ratio', /shares with the sum 0.9/)
    const periods = { periods: [10, 20], eta_min: 0 }
    refuses('mmengine/cosine_restart', periods, 'restart_weights', /given 1, wanted one for each/)
    const keras = { boundaries: [10], values: [1, 2, 3] }
    refuses('keras/piecewise_constant_decay', keras, 'values', /given 3, wanted one more/)
  })
  it('are refused if the warmup is given twice, or not at all', () => {
    const twice = { ...run, warmup_ratio: 0.1 }
    refuses('hf/linear', twice, 'warmup_ratio', /wanted one of the two/)
    refuses('hf/linear', { num_training_steps: 100 }, 'num_warmup_steps', /so is warmup_ratio/)
  })
  it('are refused if the steps do not increase', () => {
    const milestones_values = [
      [5, 1],
      [3, 2],
    ]
    refuses(
      'ignite/piecewise_linear',
      { milestones_values },
      'milestones_values',
      /wanted ascending/,
    )
    const paddle = { learning_rate: 1, milestones: [5, 5] }
    refuses('paddle/multi_step_decay', paddle, 'milestones', /given 5, 5, wanted ascending/)
  })
  it('are refused where Keras would be ambiguous', () => {
    refuses('keras/reduce_lr_on_plateau', { monitor: 'val_acc' }, 'mode', /wanted min or max/)
  })
})

describe('the scheduler that a preset expands into', () => {
  it('drives another hyperparameter than lr if the library does', () => {
    const wd = { start_wd: 0.1, end_wd: 0.1, wd_incr_steps: 10 }
    assert.equal(expanded('megatron/weight_decay', wd)['param'], 'weight_decay')
    assert.equal(expanded('deepspeed/one_cycle_momentum', {})['param'], 'betas.0')
    const momentum = expanded('modded_nanogpt/muon_momentum', { total_steps: 1000 })
    assert.equal(momentum['param'], 'momentum')
  })
  it('has no warmup if that has no steps', () => {
    const given = { num_warmup_steps: 0, num_training_steps: 100 }
    assert.deepEqual(expanded('hf/linear', given), {
      type: 'LambdaLR',
      lr_lambda: 'max(0.0, (100 - epoch) / 100)',
    })
    assert.deepEqual(expanded('hf/constant_with_warmup', { num_warmup_steps: 0 }), {
      type: 'LambdaLR',
      lr_lambda: '1.0',
    })
  })
  it('ignores fields that are not its own', () => {
    const common = { preset: 'hf/constant', name: 'x', groups: ['g'], param: 'lr', every: 2 }
    assert.deepEqual(presetOf('hf/constant')!.expand(common, contextOf({})), {
      type: 'ConstantLR',
      factor: 1,
    })
  })
  it('marks the parameters that count steps', () => {
    assert.deepEqual(presetOf('hf/cosine_with_min_lr')!.steps, ['num_training_steps'])
    assert.deepEqual(presetOf('timm/multistep')!.steps, ['decay_t', 'warmup_t'])
  })
})
