import { z } from 'zod'

/** The responses with scheduler types and presets. */

const Json = z.record(z.string(), z.unknown())
const JsonSchema = Json.meta({ description: 'A JSON Schema.' })

const SchedulerTypeDescription = z
  .object({ type: z.string(), summary: z.string(), schema: JsonSchema, example: Json })
  .meta({ id: 'SchedulerTypeDescription' })

export const SchedulerTypes = z
  .object({ scheduler_types: z.array(SchedulerTypeDescription) })
  .meta({ id: 'SchedulerTypeList' })

const PresetDescription = z
  .object({
    name: z.string(),
    summary: z.string(),
    schema: JsonSchema,
    example: Json,
    expanded: Json.meta({ description: 'The scheduler that the example expands into.' }),
  })
  .meta({ id: 'PresetDescription' })

export const Presets = z.object({ presets: z.array(PresetDescription) }).meta({ id: 'PresetList' })
