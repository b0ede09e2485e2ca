import { assertInvariant } from '../invariants/violation.ts'
import { isEchoing, type Client } from './client.ts'
import type { Incarnation } from './job.ts'

/** Two clients that were given two values of one step, until one of them is refused. */
interface Difference {
  readonly clients: readonly [Client, Client]
  readonly incarnation: Incarnation
  readonly what: string
  readonly since: number
  /** The clients that were not refused at their next call. */
  readonly passed: Set<Client>
}

/** The values of one step, and when each client was given them last. */
type Values = Map<string, Map<Client, number>>

/** Counts of a run. */
export interface AnswerCounts {
  /** Values of steps that were given to clients. */
  answers: number
  /** Steps of which two clients that echo were given two values. */
  differences: number
  /** The same where one of the two does not send seen. */
  silentDifferences: number
  refusals: number
}

/** All values that were given to the clients of a job, and where they differ. */
export interface Answers {
  readonly counts: Readonly<AnswerCounts>
  /** Records that a client was given the values of a step. */
  given(client: Client, at: GivenStep): void
  /** Records a call that was not refused. Its client must not be in the wrong of each difference. */
  passed(client: Client, sentAt: number): void
  refused(client: Client): void
}

export interface GivenStep {
  readonly step: number
  readonly numbers: string
  /** When the call was sent. */
  readonly sentAt: number
}

/**
 * How long a call may still be answered from before a failover: a service answers sealed steps from
 * memory for a second, and an abandoned primary until its clients have left it.
 */
export const SETTLING_MS = 3_000

export function createAnswers(job: string): Answers {
  const counts: AnswerCounts = { answers: 0, differences: 0, silentDifferences: 0, refusals: 0 }
  const book = new Map<Incarnation, Values[]>()
  let open: Difference[] = []

  function differ(one: Client, other: Client, since: number, what: string): void {
    if (!isEchoing(one) || !isEchoing(other)) {
      counts.silentDifferences += 1
      return
    }
    counts.differences += 1
    const { incarnation } = one
    open.push({ clients: [one, other], incarnation, what, since, passed: new Set() })
  }

  return {
    counts,
    given(client, { step, numbers, sentAt }) {
      counts.answers += 1
      const steps = book.get(client.incarnation) ?? []
      book.set(client.incarnation, steps)
      const values = (steps[step] ??= new Map())
      const now = performance.now()
      for (const [others, clients] of values) {
        if (others === numbers) continue
        const what = `${job} step ${step}: ${client.name} was given ${numbers}, and`
        for (const [other, givenAt] of clients) {
          if (other.refusedAt > givenAt || other === client) continue
          const pair = `${what} ${other.name} ${others}`
          const isShared = client.mode === 'shares' && isEchoing(other) && givenAt < sentAt
          assertInvariant(!isShared, 'one history', () => `${pair}, which it had shared`)
          differ(client, other, now, pair)
        }
      }
      const equal = values.get(numbers) ?? new Map<Client, number>()
      values.set(numbers, equal.set(client, now))
    },
    passed(client, sentAt) {
      for (const { clients, incarnation, what, since, passed } of open) {
        const counts = clients.includes(client) && incarnation === client.incarnation
        if (!counts || sentAt < since + SETTLING_MS) continue
        passed.add(client)
        assertInvariant(passed.size < 2, 'one history', () => `${what}; none of them was refused`)
      }
    },
    refused(client) {
      counts.refusals += 1
      client.refusedAt = performance.now()
      open = open.filter(({ clients }) => !clients.includes(client))
    },
  }
}
