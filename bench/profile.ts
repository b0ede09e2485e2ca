import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { Profiler } from 'node:inspector'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLoader } from './load_generator.ts'
import { endAfter, startRedis, startService } from './processes.ts'
import { rowsNamed } from './registry.ts'

/**
 * Where the service spends its time under the load of one row: `node bench/profile.ts`, which
 * advances, or `node bench/profile.ts window`.
 */

const WARM_UP_MS = 4_000
const PROFILED_MS = 10_000
const SHOWN = 45

endAfter(2)
const { argv } = process
const [name, row] = rowsNamed([argv[2] ?? 'advance'])[0]!
const folder = await mkdtemp(join(tmpdir(), 'lockstep-profile-'))
await load()
const [file] = await readdir(folder)
report(JSON.parse(await readFile(join(folder, file!), 'utf8')) as Profiler.Profile)
await rm(folder, { recursive: true })

/** The profile is written when the service ends, which it has when this returns. */
async function load(): Promise<void> {
  await using redis = await startRedis()
  await using service = await startService(redis, ['--cpu-prof', `--cpu-prof-dir=${folder}`])
  await using loader = startLoader()
  const bear = await row.ours?.({ redis, service, loader })
  if (!bear) throw new Error(`Cannot profile ${name}: it is no load on the service alone`)
  await bear(WARM_UP_MS)
  const { perSecond } = await bear(PROFILED_MS)
  process.stdout.write(`${name}: ${perSecond.toFixed(0)} answers per second while profiled\n`)
}

/** Self time by function and by package, of the last seconds: those before were for warming up. */
function report(profile: Profiler.Profile): void {
  const byFunction = new Map<string, number>()
  const byPackage = new Map<string, number>()
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]))
  let at = profile.startTime
  profile.samples!.forEach((id, index) => {
    const micros = profile.timeDeltas![index]!
    at += micros
    if (at < profile.endTime - PROFILED_MS * 1_000) return
    const { functionName, url, lineNumber } = frames.get(id)!
    const place = url.replace(/^.*\/(?=node_modules\/|src\/)/, '').replace('node_modules/', '')
    add(byFunction, `${functionName || '(anonymous)'} ${place}:${lineNumber + 1}`, micros)
    add(byPackage, packageOf(place), micros)
  })
  print('by package', byPackage)
  print('by function', byFunction)
}

function packageOf(place: string): string {
  return place === '' ? 'the engine' : /^(node:|src\/[^/]+|(@[^/]+\/)?[^/]+)/.exec(place)![0]
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value)
}

function print(title: string, sums: Map<string, number>): void {
  const total = sums.values().reduce((sum, each) => sum + each, 0)
  const top = [...sums].sort(([, a], [, b]) => b - a).slice(0, SHOWN)
  const lines = top.map(
    ([key, each]) => `${((100 * each) / total).toFixed(1).padStart(5)} % ${key}`,
  )
  process.stdout.write(`\nself time ${title}\n${lines.join('\n')}\n`)
}
