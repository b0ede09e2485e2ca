import { readFile } from 'node:fs/promises'

/** CPU time and memory of a process, from Linux's /proc; NaN on other systems. */

/** CPU time in ms. /proc has hundredths of a second, in the fields after the parenthesis. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Resident memory in MB. /proc has KiB. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return (Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1]) * 1_024) / 1e6
}
