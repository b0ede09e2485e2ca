import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { pointer, refuseFaults } from '../../core/problem.ts'
import { integer } from './query.ts'

/** The query of the list of optimizers. */
export const ListQuery = z.strictObject({
  limit: integer(1, 1_000).default(100).meta({ default: 100 }),
  cursor: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'The `next_cursor` of the previous page.' }),
  label: z
    .union([z.string(), z.array(z.string()).max(20)])
    .default([])
    .meta({ description: 'Only optimizers with this label, as `team:vision`. May be repeated.' }),
})

/** Cursors are opaque to clients, so that their content may change. */
export const encodeCursor = (id: string | undefined) =>
  id === undefined ? null : Buffer.from(id).toString('base64url')

/** The id after which the page begins. */
export function decodeCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const id = Buffer.from(cursor, 'base64url').toString()
  const detail = `given "${cursor}", wanted the next_cursor of a page`
  refuseFaults(Name.safeParse(id).success ? [] : [{ pointer: '/cursor', detail }])
  return id
}

/** The requested labels. */
export function parseLabels(given: readonly string[]): Record<string, string> {
  const pairs = given.map((text) => /^([^:]+):(.+)$/.exec(text))
  refuseFaults(
    pairs.flatMap((pair, index) =>
      pair
        ? []
        : [{ pointer: pointer(['label']), detail: `given "${given[index]}", wanted key:value` }],
    ),
  )
  return Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!]))
}
