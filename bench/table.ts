import type { Advance } from './advance.ts'
import type { Core } from './core.ts'
import type { Preview } from './preview.ts'

/** Results as people read them. */

type Row = readonly [string, ...(string | number)[]]

export const advanceTable = ({ service, ceiling, ...advance }: Advance): string =>
  table(
    `advance: ${advance.optimizers} optimizers, ${advance.connections} connections, ${advance.rounds} rounds in turn`,
    [
      ['', 'service', 'ceiling', 'ratio'],
      ['answers per second', service.per_second, ceiling.per_second, advance.ratio],
      ['p50 ms', service.p50_ms, ceiling.p50_ms],
      ['p99 ms', service.p99_ms, ceiling.p99_ms],
      ['CPU microseconds per answer', service.cpu_us, ceiling.cpu_us, advance.cpu_ratio],
      ['scripts per answer', service.scripts_per_answer, ceiling.scripts_per_answer],
      ['generator busy', service.generator_busy, ceiling.generator_busy],
    ],
    [
      `ratio, ${advance.ratio_lower_quartile} to ${advance.ratio_upper_quartile} in half of the rounds: goal at least ${advance.goal}, ${metOrMissed(advance.met)}`,
    ],
  )

export const previewTable = ({ previews, ...preview }: Preview): string =>
  table(
    `preview: ${preview.steps} steps x ${preview.groups} groups, and the longest waits beside it: ms, medians of ${preview.rounds} rounds`,
    [
      ['', 'alone', 'beside others', 'livez waits', 'steps wait', '(without', 'it)', 'worst wait'],
      ...Object.entries(previews).map(([name, { alone_ms, ms, beside, without }]): Row => [
        name,
        alone_ms,
        ms,
        beside.livez_ms,
        beside.steps_ms,
        without.livez_ms,
        without.steps_ms,
        beside.worst_ms,
      ]),
    ],
    [
      `preview beside others: goal at most ${preview.goal_ms} ms, ${metOrMissed(preview.met)}`,
      `longest wait of others: goal at most ${preview.goal_wait_ms} ms, ${metOrMissed(preview.wait_met)}`,
    ],
  )

export const coreTable = ({ schedulers, ...core }: Core): string =>
  table(
    `core: ${core.steps} steps x ${core.groups} groups, beside torch's own loop: million group-steps per second`,
    [
      ['', 'core', 'torch', 'ratio'],
      ...schedulers.map(({ type, group_steps_per_second, torch_per_second, ratio }): Row => [
        type,
        group_steps_per_second / 1e6,
        torch_per_second === null ? 'not installed' : torch_per_second / 1e6,
        ratio ?? '',
      ]),
    ],
    schedulers.flatMap(({ type, goal, met }) =>
      goal && met !== null
        ? `${type}: goal at least ${goal.perSecond / 1e6} million and ${goal.ratio} times torch, ${metOrMissed(met)}`
        : [],
    ),
  )

const metOrMissed = (met: boolean) => (met ? 'met' : 'MISSED')

function table(title: string, rows: readonly Row[], notes: readonly string[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.toLocaleString('en')))
  const widths = cells[0]!.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  const lines = cells.map(([name, ...others]) => {
    const aligned = others.map((cell, at) => cell.padStart(widths[at + 1]!))
    return `  ${[name!.padEnd(widths[0]!), ...aligned].join('   ')}`
  })
  return [title, ...lines, ...notes.map((note) => `  ${note}`), ''].join('\n')
}
