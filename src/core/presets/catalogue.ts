import { COMPOSER } from './composer.ts'
import { COMPOSER_WARMUP } from './composer_warmup.ts'
import { DEEPSPEED } from './deepspeed.ts'
import { DEEPSPEED_ONE_CYCLE } from './deepspeed_one_cycle.ts'
import { FAIRSEQ } from './fairseq.ts'
import { FAIRSEQ_LISTS } from './fairseq_lists.ts'
import { FAIRSEQ_OTHERS } from './fairseq_others.ts'
import { FAIRSEQ_TRIANGULAR } from './fairseq_triangular.ts'
import { FASTAI } from './fastai.ts'
import { HUGGING_FACE } from './hugging_face.ts'
import { HUGGING_FACE_COSINE } from './hugging_face_cosine.ts'
import { HUGGING_FACE_METRIC } from './hugging_face_metric.ts'
import { HUGGING_FACE_WSD } from './hugging_face_wsd.ts'
import { IGNITE } from './ignite.ts'
import { KERAS } from './keras.ts'
import { KERAS_CALLBACK } from './keras_callback.ts'
import { LLM_FOUNDRY } from './llm_foundry.ts'
import { MEGATRON } from './megatron.ts'
import { MMENGINE } from './mmengine.ts'
import { MMENGINE_OTHERS } from './mmengine_others.ts'
import { MODDED_NANOGPT } from './modded_nanogpt.ts'
import { NANOGPT } from './nanogpt.ts'
import { OLMO } from './olmo.ts'
import { OPTAX } from './optax.ts'
import { OPTAX_COSINE } from './optax_cosine.ts'
import { OPTAX_POINTS } from './optax_points.ts'
import { PADDLE } from './paddle.ts'
import { PADDLE_WAVES } from './paddle_waves.ts'
import type { Preset } from './preset.ts'
import { PYTORCH_OPTIMIZER } from './pytorch_optimizer.ts'
import { SCHEDULE_FREE } from './schedule_free.ts'
import { T5X } from './t5x.ts'
import { TIMM } from './timm.ts'
import { TIMM_OTHERS } from './timm_others.ts'
import { TORCHTITAN } from './torchtitan.ts'

/** Every preset, library by library. Adding a library is a new file and its line here. */
export const PRESETS: readonly Preset[] = [
  ...HUGGING_FACE,
  ...HUGGING_FACE_COSINE,
  ...HUGGING_FACE_WSD,
  ...HUGGING_FACE_METRIC,
  ...TIMM,
  ...TIMM_OTHERS,
  ...OPTAX,
  ...OPTAX_COSINE,
  ...OPTAX_POINTS,
  ...DEEPSPEED,
  ...DEEPSPEED_ONE_CYCLE,
  ...MEGATRON,
  ...COMPOSER,
  ...COMPOSER_WARMUP,
  ...IGNITE,
  ...MMENGINE,
  ...MMENGINE_OTHERS,
  ...KERAS,
  ...KERAS_CALLBACK,
  ...FAIRSEQ,
  ...FAIRSEQ_TRIANGULAR,
  ...FAIRSEQ_OTHERS,
  ...FAIRSEQ_LISTS,
  ...PADDLE,
  ...PADDLE_WAVES,
  ...NANOGPT,
  ...MODDED_NANOGPT,
  ...TORCHTITAN,
  ...OLMO,
  ...T5X,
  ...LLM_FOUNDRY,
  ...SCHEDULE_FREE,
  ...PYTORCH_OPTIMIZER,
  ...FASTAI,
]

const byName = new Map(PRESETS.map((preset) => [preset.name, preset]))

/** The names of all presets, in their order. */
export const PRESET_NAMES: readonly string[] = [...byName.keys()]

/** The preset of a name, if there is one. */
export const presetOf = (name: string): Preset | undefined => byName.get(name)
