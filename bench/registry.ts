import type { Benchmark } from './benchmark.ts'
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

/** All benchmarks in the order of a run, by their names on the command line. */
export const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
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

/** The benchmarks with these names, or all without names. Throws if a name is unknown. */
export function benchmarksNamed(names: readonly string[]): [string, Benchmark][] {
  const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name))
  const wanted = Object.keys(BENCHMARKS).join(', ')
  if (unknown.length > 0) throw new Error(`Cannot measure ${unknown.join()}: wanted ${wanted}`)
  return Object.entries(BENCHMARKS).filter(([name]) => names.length === 0 || names.includes(name))
}
