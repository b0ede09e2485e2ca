import type { Row } from './row.ts'
import { advance } from './rows/advance.ts'
import { batch } from './rows/batch.ts'
import { core } from './rows/core.ts'
import { fleet } from './rows/fleet.ts'
import { groups } from './rows/groups.ts'
import { memory } from './rows/memory.ts'
import { peer } from './rows/peer.ts'
import { preview } from './rows/preview.ts'
import { ranks } from './rows/ranks.ts'
import { sealed } from './rows/sealed.ts'
import { sqlite } from './rows/sqlite.ts'
import { window } from './rows/window.ts'

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
