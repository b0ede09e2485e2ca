/** The values in a response: those of one step, and columns for the steps after it. */
interface Answer {
  readonly step: number
  readonly groups: readonly Row[]
  readonly ahead?: {
    readonly from: number
    readonly through: number
    readonly groups: readonly Row[]
  }
}

/** A group's name, and its values. */
type Row = { readonly name: string } & Readonly<Record<string, unknown>>

/**
 * Each step of a response, with its values as text: doubles that differ in one bit differ in the
 * text. Groups are sorted by name, because columns have no other order.
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
    // An existing group has an lr; hyperparameters that it does not have are null.
    const there = all.filter((row) => (row as Row)['lr'] !== null)
    yield [told, textOf(there.map(held))]
  }
}

const held = (row: Row): Row =>
  Object.fromEntries(Object.entries<unknown>(row).filter(([, value]) => value !== null)) as Row

/** The values of any response, as text in the same form. */
export const valuesOf = (groups: readonly Row[]): string => textOf(groups.map(flat))

/** Replaces lists by their elements. */
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
