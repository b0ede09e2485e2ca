import type { z } from 'zod'
import type { History, Snapshot } from '../history/snapshot.ts'
import { StoredState, StoredHistory } from './schemas.ts'
import { encodeMoving, nonFiniteAsWords, planOf, decodeState, type SavedState } from './plan.ts'

type HistoryJson = z.infer<typeof StoredHistory>

/** An encoded snapshot: its plan as JSON, and its moving values in base64. */
interface EncodedSnapshot {
  readonly plan: string
  readonly moving: string
}

/** A snapshot with its encoded form, which is written again unchanged. */
interface ReadSnapshot extends Snapshot {
  readonly encoded: EncodedSnapshot
}

/** The history as one JSON text. */
export const encodeHistory = (history: History): string => JSON.stringify(historyAsJson(history))

/** The history as plain data. Snapshots with the same plan share it. */
export function historyAsJson({ floor, snapshots }: History): HistoryJson {
  const plans = new Map<string, number>()
  const write = snapshotEncoder()
  const rows = snapshots.map((snapshot): HistoryJson['snapshots'][number] => {
    const { generation, step, revision, acted } = snapshot
    const { plan, moving } = isRead(snapshot) ? snapshot.encoded : write(snapshot.open())
    const index = plans.get(plan) ?? plans.size
    plans.set(plan, index)
    return [generation, step, revision, acted, index, moving]
  })
  return { floor, plans: [...plans.keys()], snapshots: rows }
}

const isRead = (snapshot: Snapshot): snapshot is ReadSnapshot => 'encoded' in snapshot

/** Most new snapshots have the frame of the previous one, whose plan is not encoded again. */
function snapshotEncoder(): (saved: SavedState) => EncodedSnapshot {
  let last: { saved: SavedState; plan: string } | undefined
  return (saved) => {
    const isSame =
      last?.saved.state.frame === saved.state.frame && last.saved.pending === saved.pending
    const plan = isSame ? last!.plan : JSON.stringify(planOf(saved), nonFiniteAsWords)
    last = { saved, plan }
    return { plan, moving: encodeMoving(saved.state).toString('base64') }
  }
}

/** Reads the history from its text. */
export const decodeHistory = (text: string): History =>
  historyFromJson(StoredHistory.parse(JSON.parse(text)))

/** Reads the history. Snapshots are decoded on demand: most of them never are. */
export function historyFromJson(history: HistoryJson): History {
  const { floor, plans, snapshots } = history
  return {
    floor,
    snapshots: snapshots.map(([generation, step, revision, acted, index, moving]): ReadSnapshot => {
      const plan = plans[index]
      if (plan === undefined) throw new Error(`Cannot read a snapshot: it has no plan ${index}`)
      const encoded = { plan, moving }
      return { generation, step, revision, acted, encoded, open: () => openSnapshot(encoded, step) }
    }),
  }
}

function openSnapshot({ plan, moving }: EncodedSnapshot, step: number): SavedState {
  const { frame, pending } = StoredState.parse(JSON.parse(plan))
  return { state: decodeState(frame, step, Buffer.from(moving, 'base64')), pending }
}
