import { HUGGING_FACE } from './hugging_face.ts'
import { HUGGING_FACE_METRIC } from './hugging_face_metric.ts'
import { HUGGING_FACE_WSD } from './hugging_face_wsd.ts'
import { OPTAX } from './optax.ts'
import { OPTAX_POINTS } from './optax_points.ts'
import type { Preset } from './preset.ts'
import { TIMM } from './timm.ts'
import { TIMM_OTHERS } from './timm_others.ts'

/** Every preset. Adding a library is a new file and its line here. */
export const PRESETS: readonly Preset[] = [
  ...HUGGING_FACE,
  ...HUGGING_FACE_WSD,
  ...HUGGING_FACE_METRIC,
  ...TIMM,
  ...TIMM_OTHERS,
  ...OPTAX,
  ...OPTAX_POINTS,
]

const byName = new Map(PRESETS.map((preset) => [preset.name, preset]))

/** The names of all presets, in their order. */
export const PRESET_NAMES: readonly string[] = [...byName.keys()]

/** The preset of a name, if there is one. */
export const presetOf = (name: string): Preset | undefined => byName.get(name)
