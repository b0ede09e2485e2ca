import type { Comparison, Medians } from './interleaved_rounds.ts'
import type { GoalResult } from './benchmark.ts'

/** Results as printed tables. */

export type TableRow = readonly [string, ...(string | number)[]]

/** The last table of a run: every goal. */
export const goalTable = (goalResults: readonly GoalResult[]): string =>
  textTable('in short', [
    ['work', 'measured', 'goal', ''],
    ...goalResults.map(({ work, measured, unit, goal, met }): TableRow => [
      work,
      `${measured.toLocaleString('en')} ${unit}`.trim(),
      `${goal} ${unit}`.trim(),
      met ? 'met' : 'MISSED',
    ]),
  ])

/** Loads side by side, and the ratios between their rounds. */
export const comparisonTable = (
  title: string,
  sides: Readonly<Record<string, Medians>>,
  comparisons: Readonly<Record<string, Comparison>>,
  notes: readonly string[] = [],
): string => {
  const line = (name: string, of: (side: Medians) => number): TableRow => [
    name,
    ...Object.values(sides).map(of),
  ]
  return textTable(
    title,
    [
      ['', ...Object.keys(sides)],
      line('responses per second', ({ per_second }) => per_second),
      line('p50 ms', ({ p50_ms }) => p50_ms),
      line('p99 ms', ({ p99_ms }) => p99_ms),
      line('CPU microseconds per response', ({ cpu_us }) => cpu_us),
      line('scripts per response', ({ scripts_per_answer }) => scripts_per_answer),
      line('generator busy', ({ generator_busy }) => generator_busy),
    ],
    [...Object.entries(comparisons).map(comparisonNote), ...notes],
  )
}

const comparisonNote = ([name, compared]: [string, Comparison]): string =>
  `${name}: ${compared.ratio}, ${compared.ratio_lower_quartile} to ${compared.ratio_upper_quartile} in half of the rounds; ${compared.cpu_ratio} by CPU time; p99 times ${compared.p99_ratio}`

/** Cells in columns, all but the first aligned to the right. */
export function textTable(
  title: string,
  rows: readonly TableRow[],
  notes: readonly string[] = [],
): string {
  const cells = rows.map((row) => row.map((cell) => cell.toLocaleString('en')))
  const widths = cells[0]!.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  const lines = cells.map(([name, ...others]) => {
    const aligned = others.map((cell, at) => cell.padStart(widths[at + 1]!))
    return `  ${[name!.padEnd(widths[0]!), ...aligned].join('   ')}`
  })
  return [title, ...lines, ...notes.map((note) => `  ${note}`), ''].join('\n')
}
