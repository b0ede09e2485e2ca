import { PERCENT } from '../schedules/duration.ts'
import type { PresetContext, PresetGroup } from './preset.ts'

/** The lengths that a preset was given, in steps. */
export interface RunLengths {
  /** The run. Undefined if the schedule has no end. */
  readonly steps?: number
  readonly warmup?: number
  /** Set if the rates of the groups are taken to be multiplied by their `lr_scale` already. */
  readonly scaled?: true
}

/** The optimizer that a preset was expanded for. */
export interface RunContext extends Pick<PresetContext, 'param' | 'totalSteps'> {
  readonly groups: readonly Pick<PresetGroup, 'base' | 'values'>[]
}

type Given = Readonly<Record<string, unknown>>

/** The presets whose run is one parameter, by that parameter. */
const RUN_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  num_training_steps: [
    'hf/linear',
    'hf/polynomial',
    'hf/cosine',
    'hf/cosine_with_restarts',
    'hf/cosine_with_min_lr',
    'hf/cosine_warmup_with_min_lr',
    'hf/warmup_stable_decay',
  ],
  transition_steps: ['optax/linear_onecycle', 'optax/cosine_onecycle'],
  decay_steps: ['optax/cosine_decay', 'optax/warmup_cosine'],
  total_num_steps: ['deepspeed/warmup_decay', 'deepspeed/warmup_cosine'],
  lr_decay_steps: [
    'megatron/linear',
    'megatron/cosine',
    'megatron/inverse_square_root',
    'megatron/wsd',
  ],
  wd_incr_steps: ['megatron/weight_decay'],
  t_max: [
    'pytorch_optimizer/linear',
    'pytorch_optimizer/cosine',
    'composer/linear',
    'composer/cosine_annealing',
    'composer/polynomial',
    'composer/linear_with_warmup',
    'composer/cosine_annealing_with_warmup',
    'composer/polynomial_with_warmup',
    'llm_foundry/inverse_sqrt_with_warmup',
  ],
  max_steps: ['olmo/linear_with_warmup', 'olmo/cosine_with_warmup', 'olmo/cosine_linear_envelope'],
  T_max: ['paddle/cosine_annealing_decay'],
  total_steps: [
    'mmengine/one_cycle',
    'paddle/linear',
    'paddle/one_cycle',
    'modded_nanogpt/muon_momentum',
    'torchtitan/warmup_stable_decay',
    'pytorch_optimizer/rex',
    'fastai/fit_one_cycle',
    'fastai/fit_flat_cos',
  ],
  max_update: ['fairseq/cosine', 'fairseq/tri_stage'],
  total_num_update: ['fairseq/polynomial_decay'],
  lr_decay_iters: ['nanogpt/cosine'],
  num_iterations: ['modded_nanogpt/trapezoid'],
  scheduled_iterations: ['modded_nanogpt/stages'],
  num_scheduled_iterations: ['modded_nanogpt/medium'],
}

/** The presets whose run is the sum of parameters. */
const RUN_SUMS: Readonly<Record<string, readonly string[]>> = {
  'timm/wsd': ['t_initial', 'warmup_t'],
  'optax/linear': ['transition_begin', 'transition_steps'],
  'optax/polynomial': ['transition_begin', 'transition_steps'],
  'pytorch_optimizer/warmup_stable_decay': [
    'num_warmup_steps',
    'num_stable_steps',
    'num_decay_steps',
  ],
  'keras/cosine_decay': ['warmup_steps', 'decay_steps'],
}

/** The presets whose cycles are their run, if there is only one. */
const ONE_CYCLE: ReadonlySet<string> = new Set(['timm/cosine', 'timm/tanh', 'timm/poly'])

/** The parameters that are the length of a warmup, in any library. */
const WARMUP_PARAMETERS = [
  'num_warmup_steps',
  'warmup_num_steps',
  'warmup_t',
  'warmup_steps',
  'warmup_updates',
  'warmup_iters',
  'warmup_duration',
  'lr_warmup_steps',
  't_warmup',
]

const parameterOf = new Map(
  Object.entries(RUN_PARAMETERS).flatMap(([parameter, presets]) =>
    presets.map((name) => [name, parameter] as const),
  ),
)

/** The lengths that a preset was given, or undefined if there are none. */
export function runLengths(
  name: string,
  given: Given,
  context: RunContext,
): RunLengths | undefined {
  const steps = stepsOf(name, given)
  const warmup = warmupOf(given, steps ?? context.totalSteps)
  const found = {
    ...(steps === undefined ? {} : { steps }),
    ...(warmup === undefined ? {} : { warmup }),
    ...(isTakenAsScaled(name, context) ? { scaled: true as const } : {}),
  }
  return Object.keys(found).length === 0 ? undefined : found
}

function stepsOf(name: string, given: Given): number | undefined {
  if (ONE_CYCLE.has(name)) return given['cycle_limit'] === 1 ? oneCycleOf(given) : undefined
  const parts = RUN_SUMS[name]
  if (parts) return parts.reduce((sum, part) => sum + Number(given[part] ?? 0), 0)
  const steps = given[parameterOf.get(name) ?? '']
  return typeof steps === 'number' && steps > 0 ? steps : undefined
}

const oneCycleOf = ({ t_initial, warmup_t, warmup_prefix }: Given): number =>
  Number(t_initial) + (warmup_prefix === true ? Number(warmup_t) : 0)

function warmupOf(given: Given, run: number | undefined): number | undefined {
  const name = WARMUP_PARAMETERS.find((each) => given[each] !== undefined)
  const warmup = name === undefined ? undefined : given[name]
  if (typeof warmup === 'number' && warmup > 0) return warmup
  const share = typeof warmup === 'string' ? shareOf(warmup) : given['warmup_ratio']
  return typeof share === 'number' && run !== undefined ? share * run : undefined
}

const shareOf = (text: string): number | undefined =>
  PERCENT.test(text) ? Number(text.replace('%', '')) / 100 : undefined

/** timm without `lr_scale`: groups whose rates differ are taken to be multiplied already. */
function isTakenAsScaled(name: string, context: RunContext): boolean {
  const { groups, param } = context
  if (!name.startsWith('timm/') || param !== 'lr' || groups.length < 2) return false
  if (groups.some(({ values }) => Object.hasOwn(values, 'lr_scale'))) return false
  return groups.some(({ base }) => base !== groups[0]!.base)
}

/** Every preset whose run is known, with the parameters that add up to it. */
export const PRESETS_WITH_RUN: ReadonlyMap<string, readonly string[]> = new Map([
  ...[...parameterOf].map(([name, parameter]) => [name, [parameter]] as const),
  ...Object.entries(RUN_SUMS),
  ...[...ONE_CYCLE].map((name) => [name, ['t_initial']] as const),
])
