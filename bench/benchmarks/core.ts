import { measureCore, type Core } from '../core.ts'
import { atLeast, type Benchmark, type GoalResult } from '../benchmark.ts'
import { textTable, type TableRow } from '../text_table.ts'

/** The service's core, beside torch's own loop. */

async function measure() {
  const core = await measureCore()
  return { goalResults: goalResultsOf(core), details: core, text: textOf(core) }
}

const goalResultsOf = ({ schedulers }: Core): GoalResult[] =>
  schedulers.flatMap(({ type, group_steps_per_second: perSecond, ratio, goal }) =>
    goal
      ? [
          atLeast(`the core, ${type}`, perSecond / 1e6, goal.perSecond / 1e6, 'million/s'),
          ...(ratio === null ? [] : [atLeast(`the core, ${type}, times torch`, ratio, goal.ratio)]),
        ]
      : [],
  )

const textOf = ({ schedulers, steps, groups }: Core): string =>
  textTable(
    `core: ${steps} steps x ${groups} groups, beside torch's own loop: million group-steps per second`,
    [
      ['', 'core', 'torch', 'ratio'],
      ...schedulers.map(({ type, group_steps_per_second, torch_per_second, ratio }): TableRow => [
        type,
        group_steps_per_second / 1e6,
        torch_per_second === null ? 'not installed' : torch_per_second / 1e6,
        ratio ?? '',
      ]),
    ],
  )

export const core: Benchmark = { measure }
