import type { Store } from '../../src/storage/store.ts'
import { describeCommits } from './contract_commits.ts'
import { describeLists } from './contract_lists.ts'
import { describeDefinitions } from './contract_definitions.ts'
import { describeFirstSnapshots } from './contract_first_snapshots.ts'
import { describeHistory } from './contract_history.ts'
import { describeRestore } from './contract_restore.ts'

/** Opens a store on the same data each time. */
export type Open = () => Promise<Store>

/** The contract of every store. Each test makes its own optimizer. */
export function describeStore(name: string, open: Open): void {
  describeCommits(name, open)
  describeHistory(name, open)
  describeFirstSnapshots(name, open)
  describeRestore(name, open)
  describeLists(name, open)
  describeDefinitions(name, open)
}
