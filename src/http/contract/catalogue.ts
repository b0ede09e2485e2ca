import { z } from 'zod'

/** The responses with scheduler types and presets. */

const Json = z.record(z.string(), z.unknown())
const JsonSchema = Json.meta({ description: 'A JSON Schema.' })

export const SchedulerTypes = z
  .object({
    scheduler_types: z.array(
      z.object({
        type: z.string(),
        summary: z.string(),
        schema: JsonSchema,
        example: Json,
      }),
    ),
  })
  .meta({ id: 'SchedulerTypes' })

export const Presets = z
  .object({
    presets: z.array(
      z.object({
        name: z.string(),
        summary: z.string(),
        schema: JsonSchema,
        example: Json,
        expanded: Json.meta({ description: 'The scheduler that the example expands into.' }),
      }),
    ),
  })
  .meta({ id: 'Presets' })
