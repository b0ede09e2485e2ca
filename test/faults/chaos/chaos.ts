import { setTimeout as sleep } from 'node:timers/promises'
import { changesBeforeFirstAdvance, editor } from './editor.ts'
import { createJobs, type Job } from './jobs.ts'
import { runJob } from './incarnation.ts'
import { register } from './register.ts'
import { summaryOf, type Summary } from './summary.ts'
import type { Run } from './run.ts'
import { faultInjector } from './fault_injector.ts'
import { checkStoredState } from './final_check.ts'
import { progressReader } from './progress_reader.ts'
import { startDeployment, type DeploymentOptions, type Deployment } from './deployment.ts'

/**
 * Runs many ranks under every kind of fault, and returns a summary.
 * @throws {Violation} the first violation of an invariant.
 */
export async function runChaos(setting: DeploymentOptions): Promise<Summary> {
  const deployment = await startDeployment(setting)
  try {
    return await trainUnderFaults(deployment)
  } finally {
    await deployment.close()
  }
}

async function trainUnderFaults(deployment: Deployment): Promise<Summary> {
  const { config, failure } = deployment
  const jobs = createJobs(config.jobs, config.ranks)
  const faults = faultInjector(deployment)
  const began = performance.now()
  const ended = Promise.withResolvers<void>()
  let isOver = false
  const end = () => {
    isOver = true
    ended.resolve()
  }
  failure.signal.addEventListener('abort', end)
  const run: Run = { deployment, isOver: () => isOver, ended: ended.promise }

  const limit = setTimeout(
    () => failure.abort(new Error(timeoutMessage(jobs, config.limitMs))),
    config.limitMs,
  )
  const stopFlushing = faults.flushScripts()
  try {
    const work = [
      ...jobs.map((job) => runClients(run, job)),
      waitForSteps(run, jobs, faults.injectAll()).then(end),
    ]
    await Promise.all(work.map((each) => each.catch((error: unknown) => failure.abort(error))))
    failure.signal.throwIfAborted()
    await faults.repairAll()
    const finalCheck = await checkStoredState(deployment, jobs)
    const seconds = (performance.now() - began) / 1_000
    return summaryOf({ deployment, jobs, seconds, injected: faults.injected, finalCheck })
  } finally {
    clearTimeout(limit)
    stopFlushing()
    await faults.repairAll()
  }
}

/** Runs the ranks of a job, its editor, and a client that reads its progress. */
async function runClients(run: Run, job: Job): Promise<void> {
  await register(run, job)
  await changesBeforeFirstAdvance(run, job)
  await Promise.all([runJob(run, job), editor(run, job), progressReader(run, job)])
}

/** Waits until all faults are injected and the configured number of steps is sealed. */
async function waitForSteps(
  run: Run,
  jobs: readonly Job[],
  allFaultsInjected: Promise<void>,
): Promise<void> {
  await allFaultsInjected
  while (stepsOf(jobs) < run.deployment.config.steps && !run.isOver()) await sleep(100)
}

export const stepsOf = (jobs: readonly Job[]): number =>
  jobs.reduce((sum, { observed }) => sum + observed.steps, 0)

const timeoutMessage = (jobs: readonly Job[], limitMs: number) =>
  `Cannot finish: ${stepsOf(jobs)} steps are sealed after ${limitMs / 1_000} s`
