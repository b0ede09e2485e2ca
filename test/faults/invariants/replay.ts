import { textOf, type Row } from './advance_response.ts'
import { ownerOf, type Book } from './observations.ts'
import { must } from './violation.ts'

/** A series as it is answered: each step, and a column for each value of each group. */
export interface Series {
  readonly steps: readonly number[]
  readonly groups: readonly Columns[]
}

type Columns = Readonly<Record<string, readonly unknown[]>> & { readonly name: string }

/**
 * Takes a replay of the current trajectory: I6, where it was told to anyone.
 * @returns how many steps were compared.
 */
export function replayed(book: Book, { steps, groups }: Series): number {
  let compared = 0
  steps.forEach((step, at) => {
    const told = ownerOf(book, book.current, step).values[step]
    if (told === undefined) return
    compared += 1
    const now = textOf(groups.map((columns) => rowAt(columns, at)))
    must(now === told, 'I6 fold', () => `${book.id} step ${step} was ${told}, now ${now}`)
  })
  return compared
}

const rowAt = ({ name, ...columns }: Columns, at: number): Row => ({
  name,
  ...Object.fromEntries(Object.entries(columns).map(([path, column]) => [path, column[at]])),
})
