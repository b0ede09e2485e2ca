/** How a change is sent again: relative to the URL of the optimizer, without its query. */
export interface ChangeRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object | undefined
  /** The step that it names; without one it acts at the next unsealed step. */
  readonly atStep?: number | undefined
}

/** A change that a client sent, and its known outcome. */
export interface SentChange {
  /** What it does: for the counts. */
  readonly kind: string
  readonly request: ChangeRequest
  /** Sent with it, and unique among the events. */
  readonly reason: string
  readonly isKeyed: boolean
  /** `unknown`: it may have been applied or not. */
  outcome: 'accepted' | 'refused' | 'unknown'
  /** Known of an edit. */
  revision?: number | undefined
  step?: number | undefined
  /** The first step at which it can act, if that is known. */
  earliest?: number | undefined
}

/** The path of a change, with its reason and, if it has one, its step. An edit has both in its body. */
export function pathOf({ path, atStep }: ChangeRequest, reason: string): string {
  if (path === '/edits') return path
  const at = atStep === undefined ? '' : `at_step=${atStep}&`
  return `${path}?${at}reason=${encodeURIComponent(reason)}`
}

/** The number of accepted changes of each kind. */
export function acceptedByKind(changes: readonly SentChange[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind, outcome } of changes) {
    if (outcome === 'accepted') counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
