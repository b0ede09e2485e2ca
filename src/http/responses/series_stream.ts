import { Readable } from 'node:stream'
import type { Series } from '../../core/series/series.ts'
import { yielder } from '../../operations/event_loop/yielding.ts'

/**
 * Numbers in one chunk of a response, between two readings of the clock: less than a millisecond's
 * work. `JSON.stringify` of many numbers is faster than of each.
 */
const NUMBERS_PER_CHUNK = 1_000

/** A series as JSON, written chunk by chunk: a long one would delay every other request. */
export const seriesStream = (series: Series, sealedThrough?: number): Readable =>
  Readable.from(chunks(series, sealedThrough), { objectMode: false })

async function* chunks({ steps, columns }: Series, sealedThrough?: number) {
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
  const pause = yielder()
  for (let start = 0; start < values.length; start += NUMBERS_PER_CHUNK) {
    await pause()
    // NaN, for steps without the group, is written as null: JSON has no NaN.
    const text = JSON.stringify(
      Array.from(values.subarray(start, start + NUMBERS_PER_CHUNK)),
    ).slice(1, -1)
    yield start > 0 ? ',' + text : text
  }
}
