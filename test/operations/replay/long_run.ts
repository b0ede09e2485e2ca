import { randomChoice, randomInteger, type Random } from '../../faults/random.ts'
import type { randomRun } from '../queries/random_run.ts'

type Run = ReturnType<typeof randomRun>

/** The arguments of schedulers that are steps. */
const LENGTHS = new Set([
  'step_size',
  'milestones',
  'total_iters',
  'T_max',
  'T_0',
  'step_size_up',
  'total_steps',
  'anneal_epochs',
  'duration',
  'at_step',
  'until_step',
])

/** Presets of several libraries, as they are in a run of 4 000 steps. */
const PRESETS: readonly object[] = [
  { preset: 'hf/cosine', num_warmup_steps: 300, num_training_steps: 3_500 },
  { preset: 'hf/linear', num_warmup_steps: 300, num_training_steps: 3_500 },
  { preset: 'hf/inverse_sqrt', num_warmup_steps: 250 },
  { preset: 'hf/cosine_with_restarts', num_warmup_steps: 10, num_training_steps: 3_000, num_cycles: 4 }, // prettier-ignore
  { type: 'ChainedScheduler', schedulers: [{ type: 'StepLR', step_size: 70 }, { type: 'ConstantLR', total_iters: 900 }] }, // prettier-ignore
  { type: 'WarmupLR', duration: 120.5, mode: 'overlay', scheduler: { type: 'CosineAnnealingLR', T_max: 1_100 } }, // prettier-ignore
  { type: 'WarmupLR', duration: 80, mode: 'multiply', scheduler: { type: 'PolynomialLR', total_iters: 2_000 } }, // prettier-ignore
  { type: 'TableLR', points: [[0, 1], [700, 0.1], [1_900, 0.7]], interpolation: 'cosine' }, // prettier-ignore
  { type: 'CyclicLR', base_lr: 0.5, max_lr: 0.1, step_size_up: 37, step_size_down: 200, mode: 'triangular2' }, // prettier-ignore
  { type: 'CyclicLR', base_lr: 0.01, max_lr: 0.1, step_size_up: 300, mode: 'exp_range', gamma: 0.999 }, // prettier-ignore
  { type: 'OneCycleLR', max_lr: 0.2, total_steps: 8_000, pct_start: 0.45, three_phase: true },
  { type: 'SequentialLR', schedulers: [{ type: 'ConstantLR', total_iters: 100 }, { type: 'CosineAnnealingWarmRestarts', T_0: 300, T_mult: 2 }, { type: 'StepLR', step_size: 400 }], milestones: [400, 1_700] }, // prettier-ignore
]

/** The run with longer schedulers, and its changes at later steps. */
export function longRun(random: Random, { definition, requests }: Run): Run {
  const factor = randomInteger(random, 20, 100)
  const [first, ...others] = (longer(definition, factor) as { schedulers: object[] }).schedulers
  const schedulers = [random() < 0.4 ? { ...randomChoice(random, PRESETS), name: 'one' } : first]
  return {
    definition: {
      ...(longer(definition, factor) as object),
      schedulers: [...schedulers, ...others],
    },
    requests: requests.map((request) => ({
      ...request,
      path: request.path.replace(/at_step=(\d+)/, (_, step) => `at_step=${Number(step) * factor}`),
      ...(request.body && { body: longer(request.body, factor) as object }),
    })),
  }
}

/** The JSON with its lengths multiplied. */
function longer(json: unknown, factor: number, name = ''): unknown {
  if (typeof json === 'number') return LENGTHS.has(name) ? json * factor : json
  if (Array.isArray(json)) return json.map((each) => longer(each, factor, name))
  if (json === null || typeof json !== 'object') return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, longer(value, factor, key)]),
  )
}
