import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { Series } from '../core/series.ts'

/** Numbers written before other requests get a turn: about a millisecond's worth. */
const CHUNK = 5_000

/** A series as JSON, written piece by piece: a long one would hold up every other request. */
export const seriesStream = (series: Series, sealedThrough?: number): Readable =>
  Readable.from(pieces(series, sealedThrough), { objectMode: false })

async function* pieces({ steps, columns }: Series, sealedThrough?: number) {
  yield '{"steps":['
  yield* numbers(steps)
  yield '],"groups":['
  const groups = [...Map.groupBy(columns, ({ group }) => group)]
  for (const [index, [name, own]] of groups.entries()) {
    yield `${index === 0 ? '' : ','}{"name":${JSON.stringify(name)}`
    for (const { path, values } of own) {
      yield `,${JSON.stringify(path)}:[`
      yield* numbers(values)
      yield ']'
    }
    yield '}'
  }
  yield sealedThrough === undefined ? ']}' : `],"sealed_through":${sealedThrough}}`
}

async function* numbers(values: Float64Array) {
  for (let start = 0; start < values.length; start += CHUNK) {
    if (start > 0) await setImmediate()
    // NaN, where a group was not there, is written as null: JSON has no other word for it.
    const text = JSON.stringify(Array.from(values.subarray(start, start + CHUNK))).slice(1, -1)
    yield start > 0 ? ',' + text : text
  }
}
