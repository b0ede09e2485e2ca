import { setTimeout as sleep } from 'node:timers/promises'
import { send } from '../../../service.ts'
import { NO_REPLY, httpCaller } from '../../call.ts'

/** What a client was given until its end. */
export interface EchoingClient {
  readonly id: string
  /** The reasons of the edits that were acknowledged. */
  readonly acknowledged: readonly string[]
  /** Ends it after the call that is pending. */
  end(): Promise<void>
  /** Whether a call was refused as regressed: one until the end, or one now, at another service. */
  isRefused(service: string): Promise<boolean>
}

/**
 * Starts a client that edits and advances an optimizer in alternation, each time with the `seen` of the
 * answer before. It ends by itself when it is refused.
 */
export async function startEchoingClient(service: string, id: string): Promise<EchoingClient> {
  const url = `/v1/optimizers/${id}`
  const { call, close } = httpCaller()
  const port = Number(new URL(service).port)
  const acknowledged: string[] = []
  let [seen, step, edits]: [string | undefined, number, number] = [undefined, 0, 0]
  let [isOver, isRefused] = [false, false]

  /** Whether a call was acknowledged. */
  async function request(path: string, body: object): Promise<boolean> {
    const place = { generation: 1, ...(seen === undefined ? {} : { seen }) }
    const reply = await call(port, {
      method: 'POST',
      path: url + path,
      body: { ...body, ...place },
    })
    if (reply === NO_REPLY || reply.status === 503) return false
    isRefused = reply.status === 409 && reply.body.code === 'history_regressed'
    if (isRefused) return false
    if (reply.status >= 300) throw new Error(`Cannot go on: ${JSON.stringify(reply)}`)
    seen = reply.body.seen
    return true
  }

  async function run(): Promise<void> {
    while (!isOver && !isRefused) {
      const reason = `edit ${++edits} of ${id}`
      if (await request('/edits', { set: { lr: edits / 1_000 }, reason })) acknowledged.push(reason)
      if (!isRefused && (await request('/steps', { step }))) step += 1
      await sleep(2)
    }
    close()
  }

  await send('PUT', service + url, { groups: [{ name: 'all', lr: 0.01 }] })
  const running = run()
  return {
    id,
    acknowledged,
    async end() {
      isOver = true
      await running
    },
    async isRefused(other) {
      if (isRefused) return true
      const { body } = await send('POST', `${other}${url}/steps`, { step, generation: 1, seen })
      return body.code === 'history_regressed'
    },
  }
}
