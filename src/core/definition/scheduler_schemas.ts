import { z } from 'zod'
import { PRESET_NAMES } from '../presets/catalogue.ts'
import { SCHEDULES, type SchedulerBody as Body } from '../schedules/catalogue.ts'
import { COMMON } from '../schedules/fields.ts'

/** A scheduler of another library, by its name and its parameters in that library. */
export const PresetBody = z
  .looseObject({ preset: z.string().meta({ enum: PRESET_NAMES }), ...COMMON })
  // A scheduler that was copied from an answer has both. Its arguments are those of its type.
  .refine((body) => !('type' in body), { abort: true, error: 'wanted no "type"' })
  .meta({
    id: 'PresetScheduler',
    description:
      'A scheduler of another library, by its name and its parameters in that library; GET /v1/presets lists the presets.',
    examples: [{ preset: 'hf/cosine', num_warmup_steps: 100, num_training_steps: 1000 }],
  })
export type PresetBody = z.infer<typeof PresetBody>

/** A schedule may contain other schedules, so the schema of each needs the schemas of all. */
const schemas = SCHEDULES.map(({ schemaWith }) => schemaWith((): z.ZodType => SchedulerOrPreset))
const [first, ...others] = schemas

const union: z.ZodType = z.discriminatedUnion('type', [first!, ...others]).meta({
  id: 'Scheduler',
  description:
    'A scheduler: its type, its arguments under torch’s names, its groups and its hyperparameter.',
  discriminator: { propertyName: 'type' },
})

/** Parsing fills in torch's defaults. Each family checks the types of its arguments. */
export const SchedulerBody = union as z.ZodType<Body, Body>

/** A scheduler of a request: by its type or by a preset, with steps or percentages. */
export const SchedulerOrPreset = z.union([SchedulerBody, PresetBody]).meta({
  id: 'SchedulerOrPreset',
  description: 'A scheduler by its type, or a preset.',
})
export type SchedulerOrPreset = z.infer<typeof SchedulerOrPreset>

/** A preset has no type. A scheduler that was copied from an answer has both: its type counts. */
export const isPreset = (input: unknown): input is PresetBody =>
  typeof input === 'object' && input !== null && 'preset' in input && !('type' in input)

/** Every family with the schema of its JSON. */
export const SCHEDULER_TYPES = SCHEDULES.map((family, index) => ({
  ...family,
  schema: schemas[index]!,
}))
