import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Case, MetricValue, PackedColumn, Scheduler } from '../core/torch/case.ts'

/** A change at a step, in the form of a request; see test/golden/several_groups.py. */
export type Input = { readonly at_step: number } & (
  | { readonly add_group: { readonly arguments: Readonly<Record<string, object>> } }
  | { readonly attach: Scheduler }
  | { readonly patch: { readonly scheduler: string } }
  | { readonly total_steps: number }
  | { readonly detach: string }
)

/** The requests of a client, their steps, and torch's values. */
export interface Golden {
  readonly family: string
  readonly steps: number
  readonly registration: { readonly schedulers: readonly Scheduler[] }
  readonly inputs: readonly Input[]
  readonly metrics: Readonly<Record<string, readonly [step: number, value: MetricValue][]>>
  readonly columns: readonly PackedColumn[]
}

/** The cases of one kind; test/golden/several_groups_vectors.py describes their format. */
export function goldens(kind: string): readonly Golden[] {
  const file = new URL(`../golden/several_groups/${kind}.json.gz`, import.meta.url)
  return (JSON.parse(gunzipSync(readFileSync(file)).toString()) as { cases: Golden[] }).cases
}

/** The schedulers with all the arguments that they have at some step, for the tolerance. */
export function argumentsOf({ registration, inputs }: Golden): Case {
  const attached = inputs.flatMap((input) => ('attach' in input ? [input.attach] : []))
  const given = [...registration.schedulers, ...attached]
  const named = (name: string) => given.find((each) => each['name'] === name)!
  const changed = inputs.flatMap((input): Scheduler[] => {
    if ('patch' in input) return [withTypes(input.patch, named(input.patch.scheduler))]
    if (!('add_group' in input)) return []
    const own = Object.entries(input.add_group.arguments)
    return own.map(([name, values]) => withTypes(values, named(name)))
  })
  return { steps: 0, groups: [], schedulers: [...given, ...changed], events: [], metrics: {} }
}

/** Some arguments of a scheduler with its type, nested ones included. */
function withTypes(own: object, { type, schedulers = [] }: Scheduler): Scheduler {
  const inner = ((own as { schedulers?: object[] }).schedulers ?? []).map((each, index) =>
    withTypes(each, schedulers[index]!),
  )
  return { anneal_strategy: 'linear', ...own, type, schedulers: inner }
}
