import { send, type ApiResponse } from '../../../service.ts'

/** Two services on one Redis, by their URLs. */
export interface Services {
  /** Everything that is lost was acknowledged by this one. */
  readonly a: string
  readonly b: string
  /** Whether service A lives on: it finds what is lost by itself, and every service knows of it. */
  readonly isSurviving: boolean
}

/** What happens to one optimizer before, while and after the replicas lag and the primary is lost. */
export interface LossCase {
  /** The end of a sentence about the ranks of a job. */
  readonly title: string
  before(services: Services): Promise<void>
  /** Everything that service A acknowledges here is lost. */
  whileLagging(services: Services): Promise<void>
  afterwards(services: Services): Promise<void>
}

/** The calls of one optimizer at one service. */
export function optimizerAt(service: string, id: string) {
  const url = `${service}/v1/optimizers/${id}`
  return {
    register: () => send('PUT', url, { groups: [{ name: 'all', lr: 0.01 }] }),
    step: (body: object) => send('POST', `${url}/steps`, body),
    edit: (body: object) => send('POST', `${url}/edits`, body),
    open: (key: string, resume_step: number) =>
      send('PUT', `${url}/generations/${key}`, { resume_step }),
  }
}

/** The status, and the learning rate or the code of a refusal. */
export const outcomeOf = ({ status, body }: ApiResponse): readonly unknown[] => [
  status,
  status < 300 ? body.groups[0].lr : body.code,
]

/** The outcome of a call whose `seen` is of a history that the store does not have. */
export const REGRESSED = [409, 'history_regressed']
