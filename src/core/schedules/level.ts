import { z } from 'zod'
import { Finite } from '../number.ts'

const AbsoluteLevel = z.strictObject({ value: Finite }).meta({ id: 'AbsoluteLevel' })

/** A level: a number is a factor of the group's base value, `{"value": x}` is x itself. */
export const Level = z
  .union([Finite, AbsoluteLevel], {
    error: 'wanted a factor of the initial value, or {"value": x} for x itself',
  })
  .meta({
    id: 'Level',
    description: 'A factor of the group’s initial value, or {"value": x} for x itself.',
  })
export type Level = z.infer<typeof Level>

/** The value of a level, given the base. */
export const levelValue = (level: Level, base: number): number =>
  typeof level === 'number' ? level * base : level.value

/** A level multiplied by a factor. */
export const scaledLevel = (level: Level, factor: number): Level =>
  typeof level === 'number' ? level * factor : { value: level.value * factor }
