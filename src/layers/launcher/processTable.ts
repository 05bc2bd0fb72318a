import * as fs from "node:fs"

/** What Linux' process table says; nothing where there is none. All of it may be outdated when it is read. */

const read = (file: string): string | undefined => {
  try {
    return fs.readFileSync(file, "utf8")
  } catch {
    return undefined
  }
}

const list = (folder: string): ReadonlyArray<string> => {
  try {
    return fs.readdirSync(folder)
  } catch {
    return []
  }
}

const pids = (): ReadonlyArray<number> => list("/proc").filter((name) => /^\d+$/.test(name)).map(Number)

interface Process {
  readonly state: string
  readonly parent: number
  readonly group: number
  readonly session: number
}

/** The name stands in parentheses and may hold any character. */
const processOf = (pid: number): Process | undefined => {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  const [state = "", parent, group, session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  return { state, parent: Number(parent), group: Number(group), session: Number(session) }
}

const isRunning = (found: Process | undefined): found is Process =>
  found !== undefined && !["Z", "X", "x"].includes(found.state)

/** Whether a process of this id runs; one that has ended and waits for its parent does not. */
export const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
  return process.platform !== "linux" || isRunning(processOf(pid))
}

/**
 * Of the group, or of another one in the session that its leader has begun: a shell with job control and `timeout` give what
 * they start groups of its own.
 */
const isMember = ({ group, session }: Process, leader: number): boolean => group === leader || session === leader

const running = (pid: number): ReadonlyArray<Process & { readonly pid: number }> => {
  const found = processOf(pid)
  return isRunning(found) ? [{ pid, ...found }] : []
}

const members = (leader: number) => pids().flatMap(running).filter((found) => isMember(found, leader))

/** The processes that run in the group of this leader or elsewhere in its session; none where there is no such table. */
export const membersOf = (leader: number): ReadonlyArray<number> => members(leader).map(({ pid }) => pid)

/** The group of this leader, and all others in its session. */
export const groupsOf = (leader: number): ReadonlySet<number> =>
  new Set([leader, ...members(leader).map(({ group }) => group)])

const exists = (group: number): boolean => {
  try {
    process.kill(process.platform === "win32" ? group : -group, 0)
    return true
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/** Whether a process of this group or its session runs; on Windows, which has none, whether its leader does. */
export const groupRuns = (leader: number): boolean =>
  // Its leader first: where that runs, the table need not be searched.
  process.platform === "linux"
    ? running(leader).some((found) => isMember(found, leader)) || membersOf(leader).length > 0
    : exists(leader)

/** The processes that run and were started with this in their environment, of those this user may look at. */
export const startedWith = (assignment: string): ReadonlyArray<number> =>
  pids().filter((pid) => read(`/proc/${pid}/environ`)?.split("\0").includes(assignment) === true && runs(pid))

/** Whether a process belongs to the group, or descends from one that does. */
export const belongsTo = (pid: number, group: number): boolean => {
  for (let current = pid; current > 1;) {
    const found = processOf(current)
    if (found === undefined) return false
    if (found.group === group) return true
    current = found.parent
  }
  return false
}

/** Inodes of the sockets that listen on a TCP port, whatever the address. */
const listening = (port: number): ReadonlySet<string> => {
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => (read(file) ?? "").split("\n").slice(1))
  const hex = port.toString(16).toUpperCase().padStart(4, "0")
  return new Set(
    rows.map((row) => row.trim().split(/\s+/)).flatMap(([, local = "", , state, , , , , , inode]) =>
      state === "0A" && local.endsWith(`:${hex}`) && inode !== undefined ? [`socket:[${inode}]`] : []
    )
  )
}

const linkOf = (file: string): string => {
  try {
    return fs.readlinkSync(file)
  } catch {
    return ""
  }
}

/** The processes that listen on a TCP port, of those this user may look at. */
export const listenersOf = (port: number): ReadonlyArray<number> => {
  const inodes = listening(port)
  return inodes.size === 0 ?
    [] :
    pids().filter((pid) => list(`/proc/${pid}/fd`).some((fd) => inodes.has(linkOf(`/proc/${pid}/fd/${fd}`))))
}

/** A process as a person would look for it. */
export const nameOf = (pid: number): string => {
  const command = read(`/proc/${pid}/cmdline`)?.split("\0").filter((word) => word !== "").slice(0, 2).join(" ")
  return command === undefined || command === "" ? `process ${pid}` : `process ${pid} (${command.slice(0, 120)})`
}
