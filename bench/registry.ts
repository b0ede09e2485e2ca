import type { Row } from './benchmark.ts'
import { advance } from './benchmarks/advance.ts'
import { batch } from './benchmarks/batch.ts'
import { core } from './benchmarks/core.ts'
import { fleet } from './benchmarks/fleet.ts'
import { groups } from './benchmarks/groups.ts'
import { memory } from './benchmarks/memory.ts'
import { peer } from './benchmarks/peer.ts'
import { preview } from './benchmarks/preview.ts'
import { ranks } from './benchmarks/ranks.ts'
import { sealed } from './benchmarks/sealed.ts'
import { sqlite } from './benchmarks/sqlite.ts'
import { window } from './benchmarks/window.ts'

/** All that the bench measures, in this order, by the names that the command line takes. */
export const ROWS: Readonly<Record<string, Row>> = {
  advance,
  sealed,
  ranks,
  window,
  batch,
  peer,
  sqlite,
  groups,
  fleet,
  preview,
  memory,
  core,
}

/** The names that were given, or all. Throws where one is none. */
export function rowsNamed(names: readonly string[]): [string, Row][] {
  const unknown = names.filter((name) => !Object.hasOwn(ROWS, name))
  const wanted = Object.keys(ROWS).join(', ')
  if (unknown.length > 0) throw new Error(`Cannot measure ${unknown.join()}: wanted ${wanted}`)
  return Object.entries(ROWS).filter(([name]) => names.length === 0 || names.includes(name))
}
