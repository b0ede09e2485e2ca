import { Readable } from 'node:stream'
import { columnsByGroup, rowsOf } from '../../core/series/named_columns.ts'
import type { Series } from '../../core/series/series.ts'
import { yielder } from '../../operations/event_loop/yielding.ts'

/**
 * Numbers in one chunk of a response, elements of lists included, between two readings of the clock:
 * less than a millisecond's work. `JSON.stringify` of many numbers is faster than of each.
 */
const NUMBERS_PER_CHUNK = 1_000

/**
 * A series as JSON, and the further fields of the response, written chunk by chunk: a long one would
 * delay every other request.
 */
export const seriesStream = (series: Series, fields: object): Readable =>
  Readable.from(chunks(series, fields), { objectMode: false })

async function* chunks({ steps, columns }: Series, fields: object) {
  yield '{"steps":['
  yield* texts(steps.length, 1, (start, end) => Array.from(steps.subarray(start, end)))
  yield '],"groups":['
  for (const [index, [group, own]] of columnsByGroup(columns).entries()) {
    yield `${index === 0 ? '' : ','}{"name":${JSON.stringify(group)}`
    for (const named of own) {
      yield `,${JSON.stringify(named.name)}:[`
      const { length: width } = named.columns
      yield* texts(steps.length, width, (start, end) => rowsOf(named, start, end))
      yield ']'
    }
    yield '}'
  }
  const others = JSON.stringify(fields).slice(1, -1)
  yield others === '' ? ']}' : `],${others}}`
}

/** Rows of some numbers each, as the text between the brackets of a list. */
async function* texts(
  length: number,
  width: number,
  rows: (start: number, end: number) => readonly unknown[],
) {
  const pause = yielder()
  const rowsPerChunk = Math.ceil(NUMBERS_PER_CHUNK / width)
  for (let start = 0; start < length; start += rowsPerChunk) {
    await pause()
    // NaN, for steps without the group, is written as null: JSON has no NaN.
    const text = JSON.stringify(rows(start, start + rowsPerChunk)).slice(1, -1)
    yield start > 0 ? ',' + text : text
  }
}
