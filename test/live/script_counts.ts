import type { Example, Op } from './script_oracle.ts'
import type { Outcome } from './script_service.ts'

/** Counts of what was sent and compared. */
export interface Tally {
  scripts: number
  redrawn: number
  steps: number
  values: number
  /** By the kind of an operation. */
  readonly ops: Map<string, { sent: number; accepted: number; refused: number }>
}

export const newTally = (): Tally => ({
  scripts: 0,
  redrawn: 0,
  steps: 0,
  values: 0,
  ops: new Map(),
})

interface Counted {
  readonly example: Example
  readonly outcome: Outcome
  readonly values: number
}

/** Adds a script: its operations up to a surprise, and the values that were compared. */
export function countScript(tally: Tally, { example, outcome, values }: Counted): void {
  const { script, lines, redrawn } = example
  tally.scripts += 1
  tally.redrawn += redrawn.length
  tally.values += values
  tally.steps += lines.reduce((sum, { through }) => sum + through + 1, 0)
  const { op: last = script.ops.length } = outcome.surprise ?? {}
  const sent = script.ops.slice(0, Math.max(0, last))
  for (const op of sent.flatMap((each) => kindsOf(each).map((kind) => [kind, each] as const))) {
    const [kind, { refused }] = op
    const counts = tally.ops.get(kind) ?? { sent: 0, accepted: 0, refused: 0 }
    tally.ops.set(kind, counts)
    counts.sent += 1
    counts[refused === undefined ? 'accepted' : 'refused'] += 1
  }
}

/** The kind of an operation, and what is special about it. */
function kindsOf({ do: kind, at_step: at, body }: Op): string[] {
  const special = {
    attach: ['last_epoch', 'groups', 'every'].filter((field) => field in body),
    add_group: [`${String(body['schedulers'])}`],
    edit: ['set', 'scale', 'multiply', 'hold', 'release', 'until_step'].filter((f) => f in body),
    advance: [
      ...['ahead', 'metrics'].filter((field) => field in body),
      ...('step' in body ? [] : ['{}']),
    ],
    rewind: [`${String(body['edits'])}`],
  }[kind as string]
  const later = at === undefined ? [] : ['at_step']
  return [kind, ...[...(special ?? []), ...later].map((each) => `${kind} ${each}`)]
}

/** A line for each kind of operation. */
export function tallyTable({ scripts, redrawn, steps, values, ops }: Tally): string {
  const head = ['operation', 'sent', 'accepted', 'refused as wanted', 'share accepted']
  const rows = [...ops]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([kind, { sent, accepted, refused }]) => [
      kind,
      `${sent}`,
      `${accepted}`,
      `${refused}`,
      `${((100 * accepted) / sent).toFixed(1)} %`,
    ])
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)))
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  '),
  )
  const summary = `${scripts} scripts (${redrawn} drafts on which torch raises), ${steps} steps, ${values} values compared`
  return [...lines, '', summary].join('\n')
}
