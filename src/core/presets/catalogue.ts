import { COMPOSER } from './composer/schedules.ts'
import { COMPOSER_WARMUP } from './composer/warmup.ts'
import { DEEPSPEED } from './deepspeed/schedules.ts'
import { DEEPSPEED_ONE_CYCLE } from './deepspeed/one_cycle.ts'
import { FAIRSEQ } from './fairseq/schedules.ts'
import { FAIRSEQ_COSINE } from './fairseq/cosine.ts'
import { FAIRSEQ_EPOCH_LISTS } from './fairseq/epoch_lists.ts'
import { FAIRSEQ_TRI_STAGE } from './fairseq/tri_stage.ts'
import { FAIRSEQ_STEP } from './fairseq/step.ts'
import { FAIRSEQ_PLATEAU } from './fairseq/plateau.ts'
import { FAIRSEQ_TRIANGULAR } from './fairseq/triangular.ts'
import { FASTAI } from './fastai.ts'
import { TRANSFORMERS } from './transformers/schedules.ts'
import { TRANSFORMERS_COSINE } from './transformers/cosine.ts'
import { TRANSFORMERS_METRIC } from './transformers/metric.ts'
import { TRANSFORMERS_WARMUP_STABLE_DECAY } from './transformers/warmup_stable_decay.ts'
import { IGNITE } from './ignite/schedules.ts'
import { IGNITE_WARMUP } from './ignite/warmup.ts'
import { IGNITE_PLATEAU } from './ignite/plateau.ts'
import { KERAS } from './keras/schedules.ts'
import { KERAS_COSINE } from './keras/cosine.ts'
import { KERAS_REDUCE_LR_ON_PLATEAU } from './keras/reduce_lr_on_plateau.ts'
import { LLM_FOUNDRY } from './llm_foundry.ts'
import { MAE } from './mae.ts'
import { MEGATRON } from './megatron/schedules.ts'
import { MEGATRON_WEIGHT_DECAY } from './megatron/weight_decay.ts'
import { MMENGINE } from './mmengine/schedules.ts'
import { MMENGINE_COSINE } from './mmengine/cosine.ts'
import { MMENGINE_STEP_DECAYS } from './mmengine/step_decays.ts'
import { MMENGINE_ONE_CYCLE } from './mmengine/one_cycle.ts'
import { MMENGINE_PLATEAU } from './mmengine/plateau.ts'
import { MODDED_NANOGPT } from './modded_nanogpt/schedules.ts'
import { MODDED_NANOGPT_STAGES } from './modded_nanogpt/stages.ts'
import { NANOGPT } from './nanogpt.ts'
import { OLMO } from './olmo/bolt_on_warmup.ts'
import { OPTAX } from './optax/schedules.ts'
import { OPTAX_COSINE } from './optax/cosine.ts'
import { OPTAX_PIECEWISE } from './optax/piecewise.ts'
import { OPTAX_ONE_CYCLE } from './optax/one_cycle.ts'
import { OPTAX_PLATEAU } from './optax/plateau.ts'
import { PADDLE } from './paddle/linear_warmup.ts'
import { PADDLE_PLATEAU } from './paddle/reduce_on_plateau.ts'
import type { Preset } from './preset.ts'
import { PYTORCH_OPTIMIZER } from './pytorch_optimizer/schedules.ts'
import { PYTORCH_OPTIMIZER_CHEBYSHEV } from './pytorch_optimizer/chebyshev.ts'
import { PYTORCH_OPTIMIZER_RESTARTS } from './pytorch_optimizer/restarts.ts'
import { PYTORCH_OPTIMIZER_WARMUP } from './pytorch_optimizer/warmup.ts'
import { SCHEDULE_FREE } from './schedule_free.ts'
import { T5X } from './t5x.ts'
import { TIMM } from './timm/schedules.ts'
import { TIMM_CYCLES } from './timm/cycles.ts'
import { TIMM_WSD } from './timm/wsd.ts'
import { TIMM_PLATEAU } from './timm/plateau.ts'
import { TORCHTITAN } from './torchtitan.ts'

/** Every preset, by library. A new library is a new file, and its line here. */
export const PRESETS: readonly Preset[] = [
  ...TRANSFORMERS,
  ...TRANSFORMERS_COSINE,
  ...TRANSFORMERS_WARMUP_STABLE_DECAY,
  ...TRANSFORMERS_METRIC,
  ...TIMM_CYCLES,
  ...TIMM,
  ...TIMM_WSD,
  ...TIMM_PLATEAU,
  ...OPTAX,
  ...OPTAX_COSINE,
  ...OPTAX_PIECEWISE,
  ...OPTAX_ONE_CYCLE,
  ...OPTAX_PLATEAU,
  ...DEEPSPEED,
  ...DEEPSPEED_ONE_CYCLE,
  ...MEGATRON,
  ...MEGATRON_WEIGHT_DECAY,
  ...COMPOSER,
  ...COMPOSER_WARMUP,
  ...IGNITE,
  ...IGNITE_WARMUP,
  ...IGNITE_PLATEAU,
  ...MMENGINE,
  ...MMENGINE_COSINE,
  ...MMENGINE_STEP_DECAYS,
  ...MMENGINE_ONE_CYCLE,
  ...MMENGINE_PLATEAU,
  ...KERAS,
  ...KERAS_COSINE,
  ...KERAS_REDUCE_LR_ON_PLATEAU,
  ...FAIRSEQ,
  ...FAIRSEQ_COSINE,
  ...FAIRSEQ_TRIANGULAR,
  ...FAIRSEQ_TRI_STAGE,
  ...FAIRSEQ_STEP,
  ...FAIRSEQ_PLATEAU,
  ...FAIRSEQ_EPOCH_LISTS,
  ...PADDLE,
  ...PADDLE_PLATEAU,
  ...NANOGPT,
  ...MODDED_NANOGPT,
  ...MODDED_NANOGPT_STAGES,
  ...TORCHTITAN,
  ...OLMO,
  ...T5X,
  ...LLM_FOUNDRY,
  ...SCHEDULE_FREE,
  ...PYTORCH_OPTIMIZER,
  ...PYTORCH_OPTIMIZER_WARMUP,
  ...PYTORCH_OPTIMIZER_RESTARTS,
  ...PYTORCH_OPTIMIZER_CHEBYSHEV,
  ...FASTAI,
  ...MAE,
]

const byName = new Map(PRESETS.map((preset) => [preset.name, preset]))

/** The names of all presets, in their order. */
export const PRESET_NAMES: readonly string[] = [...byName.keys()]

/** The preset with a name, if any. */
export const presetOf = (name: string): Preset | undefined => byName.get(name)
