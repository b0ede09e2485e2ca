/** What an answer tells of steps: the values at one, and columns for those after it. */
interface Answer {
  readonly step: number
  readonly groups: readonly Row[]
  readonly ahead?: {
    readonly from: number
    readonly through: number
    readonly groups: readonly Row[]
  }
}

/** A group's name, and what it is set to. */
type Row = { readonly name: string } & Readonly<Record<string, unknown>>

/**
 * Each step that an answer tells, with the values there as text: doubles that differ in one bit
 * differ in it. Groups are in the order of their names, as columns know no other.
 */
export function* toldBy({ step, groups, ahead }: Answer): Generator<[number, string]> {
  const now = groups.map(flat)
  yield [step, textOf(now)]
  if (!ahead) return
  for (let told = ahead.from; told <= ahead.through; told++) {
    const moved = ahead.groups.map((columns) => at(columns, told - ahead.from))
    const names = new Set([...now, ...moved].map(({ name }) => name))
    const all = [...names].map((name) => {
      const [before, after] = [now, moved].map((rows) => rows.find((row) => row.name === name))
      return { ...before, ...after, name }
    })
    // A group that is there has an lr; what it does not have is null.
    const there = all.filter((row) => (row as Row)['lr'] !== null)
    yield [told, textOf(there.map(held))]
  }
}

const held = (row: Row): Row =>
  Object.fromEntries(Object.entries<unknown>(row).filter(([, value]) => value !== null)) as Row

/** The values of any answer, as text in the same form. */
export const valuesOf = (groups: readonly Row[]): string => textOf(groups.map(flat))

/** Lists, element by element. */
const flat = ({ name, ...values }: Row): Row => ({
  name,
  ...Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      Array.isArray(value)
        ? value.map((element: unknown, index) => [`${key}.${index}`, element] as const)
        : [[key, value] as const],
    ),
  ),
})

const at = ({ name, ...columns }: Row, index: number): Row => ({
  name,
  ...Object.fromEntries(
    Object.entries(columns).map(([path, column]) => [path, (column as unknown[])[index]]),
  ),
})

const textOf = (rows: readonly Row[]): string =>
  JSON.stringify(
    rows
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((row) => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))),
  )
