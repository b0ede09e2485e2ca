import type { Optimizer } from './optimizer.ts'

export type Labels = Readonly<Record<string, string>>

/** Whether two sets of labels are equal, whatever their order. */
export function isSameLabels(a: Labels, b: Labels): boolean {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  )
}

/** The optimizer with these labels alone; itself if it has them already. */
export const withLabels = (optimizer: Optimizer, labels: Labels): Optimizer =>
  isSameLabels(optimizer.definition.labels, labels)
    ? optimizer
    : { ...optimizer, definition: { ...optimizer.definition, labels } }
