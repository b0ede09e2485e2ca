import { setTimeout as sleep } from 'node:timers/promises'
import { editor } from './editor.ts'
import { jobsOf, type Job } from './jobs.ts'
import { lead } from './incarnation.ts'
import { register } from './register.ts'
import { reportOf, type Report } from './summary.ts'
import type { Run } from './run.ts'
import { storm } from './fault_injector.ts'
import { verdict } from './final_check.ts'
import { watcher } from './progress_reader.ts'
import { startWorld, type Setting, type World } from './deployment.ts'

/**
 * Lets many ranks train through everything that can go wrong, and tells what happened.
 * @throws {Violation} the first thing that the service did and must never do.
 */
export async function chaos(setting: Setting): Promise<Report> {
  const world = await startWorld(setting)
  try {
    return await raged(world)
  } finally {
    await world.close()
  }
}

async function raged(world: World): Promise<Report> {
  const { plan, failure } = world
  const jobs = jobsOf(plan.jobs, plan.ranks)
  const weather = storm(world)
  const began = performance.now()
  const ended = Promise.withResolvers<void>()
  let isOver = false
  const end = () => {
    isOver = true
    ended.resolve()
  }
  failure.signal.addEventListener('abort', end)
  const run: Run = { world, isOver: () => isOver, over: ended.promise }

  const limit = setTimeout(
    () => failure.abort(new Error(tooSlow(jobs, plan.limitMs))),
    plan.limitMs,
  )
  const stopFlushing = weather.flushing()
  try {
    const work = [
      ...jobs.map((job) => train(run, job)),
      enough(run, jobs, weather.rage()).then(end),
    ]
    await Promise.all(work.map((each) => each.catch((error: unknown) => failure.abort(error))))
    failure.signal.throwIfAborted()
    await weather.calm()
    const judged = await verdict(world, jobs)
    const seconds = (performance.now() - began) / 1_000
    return reportOf({ world, jobs, seconds, struck: weather.struck, judged })
  } finally {
    clearTimeout(limit)
    stopFlushing()
    await weather.calm()
  }
}

/** A job, with those who watch and change it. */
async function train(run: Run, job: Job): Promise<void> {
  await register(run, job)
  await Promise.all([lead(run, job), editor(run, job), watcher(run, job)])
}

/** Waits until as many steps are sealed as planned, and the storm is over. */
async function enough(run: Run, jobs: readonly Job[], raging: Promise<void>): Promise<void> {
  await raging
  while (stepsOf(jobs) < run.world.plan.steps && !run.isOver()) await sleep(100)
}

export const stepsOf = (jobs: readonly Job[]): number =>
  jobs.reduce((sum, { book }) => sum + book.steps, 0)

const tooSlow = (jobs: readonly Job[], limitMs: number) =>
  `Cannot finish: ${stepsOf(jobs)} steps are sealed after ${limitMs / 1_000} s`
