import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** What a metric may be on the wire. */
export type MetricValue = number | 'nan' | 'inf' | '-inf'

/** An event at a step, which acts after the schedulers have stepped; a removal acts before. */
export type Event = { readonly step: number } & (
  | { readonly edit: string; readonly set: Readonly<Record<string, number | number[]>> }
  | { readonly add: { readonly name: string; readonly lr: number }; readonly join?: true }
  | { readonly attach: Scheduler }
  | { readonly remove: string }
  | { readonly detach: string }
)

/** A scheduler as clients send it. */
export interface Scheduler {
  readonly type: string
  readonly schedulers?: readonly Scheduler[]
  readonly [argument: string]: unknown
}

/** The requests of a client, and their steps; see test/golden/oracle.py. */
export interface Case {
  readonly steps: number
  readonly groups: readonly { readonly name: string; readonly lr: number }[]
  readonly schedulers: readonly Scheduler[]
  readonly events: readonly Event[]
  readonly metrics: Readonly<Record<string, readonly [step: number, value: MetricValue][]>>
}

/** One hyperparameter of one group, from the first step of the group. */
export interface Column {
  readonly group: string
  readonly param: string
  readonly first: number
  readonly values: Float64Array
}

/** A case and torch's values for it. */
export interface Golden extends Case {
  readonly columns: readonly Column[]
}

/** A column as it is stored. */
export interface PackedColumn {
  readonly group: string
  readonly param: string
  readonly first: number
  readonly count: number
  readonly values: string
}

/** The golden cases of a type; test/golden/generate.py describes their format. */
export function goldenCases(type: string): { torch: string; cases: Golden[] } {
  const file = new URL(`../../golden/torch/${type}.json.gz`, import.meta.url)
  const { torch, cases } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
    torch: string
    cases: (Case & { columns: PackedColumn[] })[]
  }
  return { torch, cases: cases.map((each) => ({ ...each, columns: each.columns.map(unpack) })) }
}

export function unpack({ count, values: hex, ...about }: PackedColumn): Column {
  const bytes = Buffer.from(hex, 'hex')
  const moves = bytes.length > 8
  const values = Float64Array.from({ length: count }, (_, at) =>
    bytes.readDoubleBE(moves ? at * 8 : 0),
  )
  return { ...about, values }
}

/** The metrics that are reported at a step. */
export function metricsAt(
  { metrics }: Pick<Case, 'metrics'>,
  step: number,
): Record<string, MetricValue> {
  const reported = Object.entries(metrics).flatMap(([name, series]) =>
    series.filter(([at]) => at === step).map(([, value]) => [name, value] as const),
  )
  return Object.fromEntries(reported)
}

/** Every scheduler of a case, with those attached later and nested ones. */
export function schedulersOf({ schedulers, events }: Case): Scheduler[] {
  const attached = events.flatMap((event) => ('attach' in event ? [event.attach] : []))
  return [...schedulers, ...attached].flatMap(withChildren)
}

const withChildren = (scheduler: Scheduler): Scheduler[] => [
  scheduler,
  ...(scheduler.schedulers ?? []).flatMap(withChildren),
]
