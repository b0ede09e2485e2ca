/** The values in a response: those of one step, and columns for the steps after it. */
interface StepResponse {
  readonly step: number
  readonly groups: readonly GroupValues[]
  readonly ahead?: {
    readonly from: number
    readonly through: number
    readonly groups: readonly GroupValues[]
  }
}

/** A group's name, and its values. */
type GroupValues = { readonly name: string } & Readonly<Record<string, unknown>>

/**
 * Each step of a response, with its values as text: doubles that differ in one bit differ in the
 * text. Groups are sorted by name, because columns have no other order.
 */
export function* stepValuesIn({ step, groups, ahead }: StepResponse): Generator<[number, string]> {
  yield [step, valuesText(groups)]
  if (!ahead) return
  for (let aheadStep = ahead.from; aheadStep <= ahead.through; aheadStep++) {
    const aheadValues = ahead.groups.map((columns) => at(columns, aheadStep - ahead.from))
    const names = new Set([...groups, ...aheadValues].map(({ name }) => name))
    const all = [...names].map((name) => {
      const [before, after] = [groups, aheadValues].map((rows) =>
        rows.find((row) => row.name === name),
      )
      return { ...before, ...after, name }
    })
    // An existing group has an lr; hyperparameters that it does not have are null.
    const there = all.filter((row) => (row as GroupValues)['lr'] !== null)
    yield [aheadStep, valuesText(there.map(withoutNulls))]
  }
}

const withoutNulls = (row: GroupValues): GroupValues =>
  Object.fromEntries(
    Object.entries<unknown>(row).filter(([, value]) => value !== null),
  ) as GroupValues

const at = ({ name, ...columns }: GroupValues, index: number): GroupValues => ({
  name,
  ...Object.fromEntries(
    Object.entries(columns).map(([path, column]) => [path, (column as unknown[])[index]]),
  ),
})

/** The values of any response, as text in the same form. */
export const valuesText = (rows: readonly GroupValues[]): string =>
  JSON.stringify(
    rows
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((row) => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))),
  )
