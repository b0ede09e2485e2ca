import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { freePort } from '../../redis/server.ts'
import { send, succeeds, until } from '../../service.ts'
import { startInstance, type Instance } from '../instance.ts'
import { laggingCluster, laggingSentinels, type LaggingRedis } from './losses/lagging_redis.ts'
import type { LossCase, Services } from './losses/loss_case.ts'
import { passedSeal } from './losses/passed_seal.ts'
import { takenGeneration } from './losses/taken_generation.ts'
import { takenRevision } from './losses/taken_revision.ts'
import { twoRanks } from './losses/two_ranks.ts'

const CASES = { twoRanks, takenRevision, takenGeneration, passedSeal }

const DEPLOYMENTS: Readonly<Record<string, () => Promise<LaggingRedis>>> = {
  Sentinel: laggingSentinels,
  'a Cluster': laggingCluster,
}

/** One optimizer, and the services that it is called at. */
interface Run {
  readonly id: string
  readonly create: unknown
  readonly loss: LossCase
  readonly services: Services
}

const urlOf = ({ port }: Instance) => `http://127.0.0.1:${port}`

/** Each case twice: service A lives on, or is killed with the primary, and starts again. */
async function createRuns(redis: LaggingRedis, [a, b, lost]: readonly Instance[]): Promise<Run[]> {
  const runs: Run[] = []
  for (const [key, create] of Object.entries(CASES)) {
    for (const first of [a!, lost!]) {
      const isSurviving = first === a
      const id = await redis.idFor(isSurviving ? key : `${key}-restarted`)
      const services = { a: urlOf(first), b: urlOf(b!), isSurviving }
      runs.push({ id, create, loss: create(id), services })
    }
  }
  return runs
}

/** All cases share one failover, which takes seconds. */
async function failOver(redis: LaggingRedis, runs: readonly Run[], lost: Instance): Promise<void> {
  for (const { loss, services } of runs) await loss.before(services)
  await redis.suspendReplicas()
  for (const { loss, services } of runs) await loss.whileLagging(services)
  await lost.kill()
  await redis.losePrimary()
  await lost.start()
  for (const { id, services } of runs) {
    for (const service of [services.a, services.b]) {
      await until(() => succeeds(isAvailable(service, id)))
    }
  }
}

const isAvailable = (service: string, id: string) =>
  send('GET', `${service}/v1/optimizers/${id}`).then(({ status }) => status !== 503)

const TITLE = 'ranks that echo seen, when a primary is lost with its last writes,'

// Concurrently, because most of the time they wait for an election.
describe(TITLE, { concurrency: true }, () => {
  for (const [name, start] of Object.entries(DEPLOYMENTS)) {
    describe(`on ${name}`, { concurrency: false }, () => {
      const stops: (() => Promise<void>)[] = []
      after(() => Promise.all(stops.map((stop) => stop())))
      let runs: readonly Run[] = []

      before(async () => {
        const redis = await start()
        stops.push(() => redis.stop())
        const startService = async () => {
          const environment = { REDIS_URL: redis.url }
          const instance = await startInstance(await freePort(), { environment })
          stops.push(() => instance.kill())
          return instance
        }
        const instances = await Promise.all([startService(), startService(), startService()])
        runs = await createRuns(redis, instances)
        await failOver(redis, runs, instances.at(-1)!)
      })

      for (const create of Object.values(CASES)) {
        for (const isSurviving of [true, false]) {
          const where = isSurviving ? 'at a service that lives on' : 'at a service that restarts'
          it(`${create('').title}, ${where}`, async () => {
            const isThis = (run: Run) =>
              run.create === create && run.services.isSurviving === isSurviving
            const found = runs.find(isThis)
            assert.ok(found)
            await found.loss.afterwards(found.services)
          })
        }
      }
    })
  }
})
