import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { appOn } from '../app.ts'
import { metricsAt, unpack, type Column } from '../core/torch/case.ts'
import {
  compareColumn,
  countsTable,
  newCounts,
  type ComparisonCounts,
} from '../core/torch/compare.ts'
import { argumentsOf, goldens, type Golden, type Input } from './several_groups_case.ts'

const { send } = await appOn()
const tallies = new Map<string, ComparisonCounts>()

/** Sends a request that must succeed. */
async function call(
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  body?: object,
) {
  const answer = await send(method, url, body)
  assert.ok(answer.status < 300, `${method} ${url} ${JSON.stringify([body, answer.body])}`)
  return answer.body
}

/** Sends the changes of a case at their steps, and returns the values of all groups. */
async function replay(golden: Golden, url: string): Promise<SeriesGroup[]> {
  const { steps, registration, inputs, columns } = golden
  await call('PUT', url, registration)
  let sealed = -1
  for (const input of inputs) {
    if (input.at_step - 1 > sealed) sealed = await advance(golden, url, sealed, input.at_step - 1)
    await change(url, input)
  }
  await advance(golden, url, sealed, steps)
  const names = [...new Set(columns.map(({ param }) => param.split('.')[0]!))]
  const query = `from=0&to=${steps}&hyperparameters=${names.join()}`
  return (await call('GET', `${url}/lr?${query}`)).groups
}

/** Advances to a step, with the reports on the way. */
async function advance({ metrics }: Golden, url: string, from: number, to: number) {
  for (let step = from + 1; step <= to; step++) {
    const reports = metricsAt({ metrics }, step)
    const isReported = Object.keys(reports).length > 0
    if (isReported) await call('POST', `${url}/steps`, { step, metrics: reports })
  }
  await call('POST', `${url}/steps`, { step: to })
  return to
}

function change(url: string, input: Input) {
  const at = `?at_step=${input.at_step}`
  if ('add_group' in input) return call('POST', `${url}/groups${at}`, input.add_group)
  if ('attach' in input) return call('POST', `${url}/schedulers${at}`, input.attach)
  if ('detach' in input) return call('DELETE', `${url}/schedulers/${input.detach}${at}`)
  if ('total_steps' in input) {
    return call('PATCH', `${url}${at}`, { total_steps: input.total_steps })
  }
  const { scheduler, ...changes } = input.patch
  return call('PATCH', `${url}/schedulers/${scheduler}${at}`, changes)
}

/** A group in a series: null before its first step. */
interface SeriesGroup {
  readonly name: string
  readonly [hyperparameter: string]: string | readonly (number | readonly number[] | null)[]
}

function valuesOf(groups: readonly SeriesGroup[], { group, param, first }: Column): Float64Array {
  const [name, index] = param.split('.')
  const series = groups.find((each) => each.name === group)?.[name!] as readonly unknown[]
  const own = series.slice(first)
  assert.ok(series.slice(0, first).every((value) => value === null))
  return Float64Array.from(own, (value) =>
    index ? (value as number[])[+index]! : (value as number),
  )
}

const KINDS = {
  late_group: 'a group that is added during the run',
  last_epoch: 'a scheduler that begins in the middle',
  patch: 'a scheduler with other arguments',
  total_steps: 'another length of the run',
}

for (const [kind, what] of Object.entries(KINDS)) {
  describe(`${what}, against torch`, () => {
    const cases = goldens(kind)
    for (const family of new Set(cases.map((each) => each.family))) {
      const own = cases.filter((each) => each.family === family)
      it(`${family}: every value of ${own.length} configurations`, async () => {
        const tally = newCounts()
        tallies.set(`${kind} ${family}`, tally)
        const wrong: object[] = []
        for (const [number, golden] of own.entries()) {
          tally.configurations += 1
          const groups = await replay(golden, `/v1/optimizers/${kind}-${family}-${number}`)
          const example = argumentsOf(golden)
          for (const column of golden.columns.map(unpack)) {
            const found = compareColumn(example, column, valuesOf(groups, column), tally)
            if (found) wrong.push({ number, ...found })
          }
        }
        assert.deepEqual(wrong, [])
      })
    }
  })
}

after(() => console.log(countsTable(tallies).replace(/^/gm, '# ')))
