import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { Profiler } from 'node:inspector'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLoadGenerator } from './load_generator.ts'
import { exitAfter, startRedis, startService } from './processes.ts'
import { benchmarksNamed } from './registry.ts'

/**
 * The CPU profile of the service under the load of one benchmark: `node bench/profile.ts` for
 * `advance`, or `node bench/profile.ts window`.
 */

const WARM_UP_MS = 4_000
const PROFILED_MS = 10_000
const SHOWN_LINES = 45

exitAfter(2)
const { argv } = process
const [name, benchmark] = benchmarksNamed([argv[2] ?? 'advance'])[0]!
const folder = await mkdtemp(join(tmpdir(), 'lockstep-profile-'))
await runProfiled()
const [file] = await readdir(folder)
report(JSON.parse(await readFile(join(folder, file!), 'utf8')) as Profiler.Profile)
await rm(folder, { recursive: true })

/** Runs the load. The service writes its profile when it ends, which is before this returns. */
async function runProfiled(): Promise<void> {
  await using redis = await startRedis()
  await using service = await startService(redis, ['--cpu-prof', `--cpu-prof-dir=${folder}`])
  await using loadGenerator = startLoadGenerator()
  const run = await benchmark.serviceLoad?.({ redis, service, loadGenerator })
  if (!run) throw new Error(`Cannot profile ${name}: it has no load on the service alone`)
  await run(WARM_UP_MS)
  const { perSecond } = await run(PROFILED_MS)
  process.stdout.write(`${name}: ${perSecond.toFixed(0)} responses per second while profiled\n`)
}

/** Self time by function and by package, without the samples of the warm-up. */
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
  const top = [...sums].sort(([, a], [, b]) => b - a).slice(0, SHOWN_LINES)
  const lines = top.map(
    ([key, each]) => `${((100 * each) / total).toFixed(1).padStart(5)} % ${key}`,
  )
  process.stdout.write(`\nself time ${title}\n${lines.join('\n')}\n`)
}
