import type { History, Snapshot } from '../history/snapshot.ts'
import { StoredCourse, StoredHistory } from './schemas.ts'
import { encodeMoving, inWords, planOf, stateFrom, type Course } from './plan.ts'

/** A snapshot as it is written: its plan as JSON, and in base64 the values that move. */
interface Written {
  readonly plan: string
  readonly moving: string
}

/** A snapshot that was read, and is written again as it was. */
interface ReadSnapshot extends Snapshot {
  readonly written: Written
}

/** The past as one JSON text. Snapshots of one plan share it. */
export function encodeHistory({ floor, snapshots }: History): string {
  const plans = new Map<string, number>()
  const write = writer()
  const rows = snapshots.map((snapshot) => {
    const { generation, step, revision, acted } = snapshot
    const { plan, moving } = isRead(snapshot) ? snapshot.written : write(snapshot.open())
    if (!plans.has(plan)) plans.set(plan, plans.size)
    return [generation, step, revision, acted, plans.get(plan), moving]
  })
  return JSON.stringify({ floor, plans: [...plans.keys()], snapshots: rows })
}

const isRead = (snapshot: Snapshot): snapshot is ReadSnapshot => 'written' in snapshot

/** Most new snapshots have the frame of the one before, whose plan is not made into text again. */
function writer(): (course: Course) => Written {
  let last: { course: Course; plan: string } | undefined
  return (course) => {
    const isSame =
      last?.course.state.frame === course.state.frame && last.course.pending === course.pending
    const plan = isSame ? last!.plan : JSON.stringify(planOf(course), inWords)
    last = { course, plan }
    return { plan, moving: encodeMoving(course.state).toString('base64') }
  }
}

/** Reads the past back. A snapshot is opened when it is asked for: most never are. */
export function decodeHistory(text: string): History {
  const { floor, plans, snapshots } = StoredHistory.parse(JSON.parse(text))
  return {
    floor,
    snapshots: snapshots.map(([generation, step, revision, acted, index, moving]): ReadSnapshot => {
      const plan = plans[index]
      if (plan === undefined) throw new Error(`Cannot read a snapshot: it has no plan ${index}`)
      const written = { plan, moving }
      return { generation, step, revision, acted, written, open: () => opened(written, step) }
    }),
  }
}

function opened({ plan, moving }: Written, step: number): Course {
  const { frame, pending } = StoredCourse.parse(JSON.parse(plan))
  return { state: stateFrom(frame, step, Buffer.from(moving, 'base64')), pending }
}
