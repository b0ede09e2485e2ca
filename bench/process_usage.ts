import { readFile } from 'node:fs/promises'

/** What a process uses, as Linux tells it; elsewhere it is not known. */

/** CPU time in ms. It is told in hundredths of a second, after the parenthesis. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Memory that is resident, in MB. It is told in KiB. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return (Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1]) * 1_024) / 1e6
}
